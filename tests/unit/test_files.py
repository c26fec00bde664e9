"""Files on disk: whole or not there."""

from pathlib import Path
from uuid import UUID

import pytest

from kinerja_api.kit.files import FileStore
from kinerja_api.kit.ids import AgencyId

AGENCY = AgencyId(UUID("0198c0de-0000-7000-8000-00000000000a"))
FILE = UUID("0198c0de-0000-7000-8000-00000000000f")


async def test_a_file_is_kept_under_agency_and_id_and_only_ours_to_read(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "evidence", largest=10)

    await store.save(AGENCY, FILE, b"isi")

    path = tmp_path / "evidence" / str(AGENCY) / str(FILE)
    assert path.read_bytes() == b"isi"
    assert path.stat().st_mode & 0o077 == 0
    assert await store.holds(AGENCY, FILE)
    assert [each.name for each in path.parent.iterdir()] == [str(FILE)]


async def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    store = FileStore(tmp_path, largest=10)
    store.path_of(AGENCY, FILE).mkdir(parents=True)

    with pytest.raises(OSError, match="irectory"):
        await store.save(AGENCY, FILE, b"isi")

    assert [each.name for each in (tmp_path / str(AGENCY)).iterdir()] == [str(FILE)]
    assert not await store.holds(AGENCY, FILE)


async def test_removing_twice_is_no_fault(tmp_path: Path) -> None:
    store = FileStore(tmp_path, largest=10)
    await store.save(AGENCY, FILE, b"isi")

    await store.remove(AGENCY, FILE)
    await store.remove(AGENCY, FILE)

    assert not await store.holds(AGENCY, FILE)
