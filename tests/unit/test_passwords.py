"""Passwords: a name that does not exist costs what one costs that does (S22)."""

from argon2 import extract_parameters

from kinerja_api.kit.security.passwords import NOBODY, PasswordHasherPool


async def test_the_hash_that_stands_for_nobody_takes_the_work_of_any_other() -> None:
    assert extract_parameters(NOBODY) == extract_parameters(await PasswordHasherPool().hash("kata-sandi"))


async def test_without_a_stored_hash_nobody_signs_in() -> None:
    assert not (await PasswordHasherPool().verify(None, "kata-sandi-yang-panjang")).ok
