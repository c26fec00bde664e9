"""Files on disk and in an object store: whole or not there."""

from pathlib import Path
from uuid import UUID

import pytest
from obstore.store import MemoryStore

from kinerja_api.kit.files import DiskFiles, FileStore, ObjectFiles, open_files
from kinerja_api.kit.ids import AgencyId
from kinerja_api.kit.problems import Unavailable

AGENCY = AgencyId(UUID("0198c0de-0000-7000-8000-00000000000a"))
FILE = UUID("0198c0de-0000-7000-8000-00000000000f")


@pytest.fixture(params=["disk", "object store"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    on_disk = request.param == "disk"
    return DiskFiles(tmp_path / "evidence", largest=10) if on_disk else ObjectFiles(MemoryStore(), largest=10)


async def test_a_file_is_read_as_it_was_saved_and_only_in_its_agency(store: FileStore) -> None:
    await store.save(AGENCY, FILE, b"isi")

    assert await store.read(AGENCY, FILE) == b"isi"
    assert await store.read(AgencyId(FILE), FILE) is None


async def test_removing_twice_is_no_fault(store: FileStore) -> None:
    await store.save(AGENCY, FILE, b"isi")

    await store.remove(AGENCY, FILE)
    await store.remove(AGENCY, FILE)

    assert await store.read(AGENCY, FILE) is None


async def test_a_file_on_disk_lies_under_agency_and_id_and_is_only_ours_to_read(tmp_path: Path) -> None:
    await open_files(None, tmp_path / "evidence", largest=10).save(AGENCY, FILE, b"isi")

    path = tmp_path / "evidence" / str(AGENCY) / str(FILE)
    assert path.read_bytes() == b"isi"
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == [str(FILE)]


async def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / str(AGENCY) / str(FILE)).mkdir(parents=True)

    with pytest.raises(OSError, match="irectory"):
        await DiskFiles(tmp_path, largest=10).save(AGENCY, FILE, b"isi")

    assert [each.name for each in (tmp_path / str(AGENCY)).iterdir()] == [str(FILE)]


async def test_a_store_that_does_not_answer_is_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = {
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "b",
        "REGION": "ap-southeast-3",
        "ENDPOINT": "http://127.0.0.1:1",
    }
    for name, value in named.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    store = open_files("s3://bukti/kinerja", tmp_path, largest=10)

    with pytest.raises(Unavailable):
        await store.save(AGENCY, FILE, b"isi")
    with pytest.raises(Unavailable):
        await store.read(AGENCY, FILE)


@pytest.mark.parametrize("url", ["bukti", "s3://", "ftp://host/bukti"])
def test_an_address_that_names_no_store_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="URL"):
        open_files(url, tmp_path, largest=10)
