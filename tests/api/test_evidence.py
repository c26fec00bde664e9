"""Evidence over HTTP: links and files, what is refused, and what stands on the disk."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.files import DiskFiles
from kinerja_api.kit.jobs.queue import JobCall, read_call
from kinerja_api.realizations.jobs import REMOVE_FILE, file_remover
from tests.support.caller import Json, ok, problem
from tests.support.office import archive, office_file
from tests.support.steps import agreed_plan, drafted_realization, open_cycle, open_period
from tests.support.world import World, WorldBuilder

MISSING = "0198c0de-0000-7000-8000-000000000000"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8
LINK = {"title": "Laporan triwulan I", "url": "https://berkas.contoh.go.id/tw1?id=1"}


@dataclass
class Ground:
    """A world in which ani has begun a realization."""

    world: World
    path: str
    files: DiskFiles

    @property
    def evidence(self) -> str:
        return f"{self.path}/evidence-files"

    def on_disk(self) -> list[Path]:
        folder = self.files.root / str(self.world.agency_id)
        return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
async def ground(world: World, app: FastAPI) -> Ground:
    cycle = await open_cycle(world)
    period = await open_period(world, cycle["id"])
    drafted = await drafted_realization(world, "ani", await agreed_plan(world, "ani", cycle["id"]), period["id"])
    return Ground(world, f"/v1/realizations/{drafted['id']}", app.state.files)


async def test_a_file_is_kept_as_it_was_sent_and_handed_out_for_saving_only(ground: Ground) -> None:
    ani, kabid = ground.world["ani"], ground.world["kabid"]

    created = await ani.upload(ground.evidence, "Laporan TW 1 – akhir.pdf", PDF, title="Laporan")
    evidence = ok(created, 201)

    assert created.headers["location"] == f"/v1/evidence/{evidence['id']}"
    assert created.headers["etag"] == '"v2"'
    assert (evidence["kind"], evidence["title"], evidence["file_name"]) == (
        "file",
        "Laporan",
        "Laporan TW 1 – akhir.pdf",
    )
    assert (evidence["size"], evidence["sha256"]) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    realization = await kabid.read(ground.path)
    assert (realization["evidence"], realization["evidence_count"]) == ([evidence], 1)
    assert await kabid.read(f"/v1/evidence/{evidence['id']}") == evidence
    content = await kabid.get(f"/v1/evidence/{evidence['id']}/content")
    assert content.content == PDF
    assert content.headers["content-type"] == "application/pdf"
    assert content.headers["content-disposition"].startswith("attachment; filename*=utf-8''Laporan%20TW")
    assert content.headers["x-content-type-options"] == "nosniff"
    assert [each.name for each in ground.on_disk()] == [evidence["id"]]


async def test_bytes_that_are_held_already_are_not_sent_again(ground: Ground) -> None:
    ani = ground.world["ani"]
    evidence = ok(await ani.upload(ground.evidence, "a.pdf", PDF), 201)
    path = f"/v1/evidence/{evidence['id']}/content"
    etag = (await ani.get(path)).headers["etag"]

    again = await ani.http.get(path, headers={"Authorization": f"Bearer {ani.token()}", "If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_without_a_title_is_called_by_its_name(ground: Ground) -> None:
    evidence = ok(await ground.world["ani"].upload(ground.evidence, "C:\\Data\\rekap.xlsx", office_file("xlsx")), 201)

    assert (evidence["title"], evidence["file_name"]) == ("rekap.xlsx", "rekap.xlsx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laporan.pdf", b"MZ\x90\x00 this program"),
        ("laporan.exe", PDF),
        ("laporan.pdf", b""),
        ("rekap.xlsx", office_file("xlsx", {"xl/vbaProject.bin": b"x"})),
        ("rekap.xlsx", office_file("xlsx", {"../../keluar.xml": b"x"})),
        ("rekap.xlsx", office_file("xlsx", {"xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)})),
        ("rekap.zip", archive({"laporan.pdf": PDF})),
        ("notulen.docx", office_file("docx", {"word/media/gambar.png": archive({"a.txt": b"x"})})),
        ("laporan.pdf", PDF + b"<< /S /JavaScript >>"),
        ("laporan.pdf", PDF + b"<< /Encrypt 4 0 R >>"),
    ],
)
async def test_a_file_that_is_not_what_may_be_uploaded_is_refused(ground: Ground, name: str, content: bytes) -> None:
    refused = problem(await ground.world["ani"].upload(ground.evidence, name, content), 422, "FILE_TYPE_REFUSED")

    assert refused["errors"][0]["pointer"] == "/file"
    assert refused["basis"]
    assert ground.on_disk() == []
    assert (await ground.world["ani"].read(ground.path))["version"] == 1


async def test_a_file_beyond_the_limit_is_refused(ground: Ground) -> None:
    limit = ground.files.largest
    assert limit == 10 * 1024 * 1024

    problem(
        await ground.world["ani"].upload(ground.evidence, "a.pdf", b"%PDF-".ljust(limit + 1)), 413, "PAYLOAD_TOO_LARGE"
    )
    ok(await ground.world["ani"].upload(ground.evidence, "a.pdf", b"%PDF-".ljust(limit)), 201)


async def test_an_upload_that_is_sent_again_is_kept_once_although_its_boundary_differs(ground: Ground) -> None:
    ani = ground.world["ani"]

    first = await ani.upload(ground.evidence, "a.pdf", PDF, key="bukti-1")
    again = await ani.upload(ground.evidence, "a.pdf", PDF, key="bukti-1")

    assert first.request.headers["content-type"] != again.request.headers["content-type"]
    assert ok(first, 201) == ok(again, 201)
    assert again.headers["idempotent-replayed"] == "true"
    assert len(ground.on_disk()) == 1
    other = await ani.upload(ground.evidence, "a.pdf", PDF + b"!", key="bukti-1")
    problem(other, 422, "IDEMPOTENCY_KEY_REUSED")
    renamed = await ani.upload(ground.evidence, "b.pdf", PDF, key="bukti-1")
    problem(renamed, 422, "IDEMPOTENCY_KEY_REUSED")


async def test_a_body_that_is_no_upload_is_refused_with_what_is_needed(ground: Ground) -> None:
    ani = ground.world["ani"]
    headers = {"Authorization": f"Bearer {ani.token()}", "Idempotency-Key": "k"}

    problem(await ani.post(ground.evidence, {"file": "x"}), 415, "UNSUPPORTED_MEDIA_TYPE")
    without = await ani.http.post(ground.evidence, files={"title": (None, "Laporan")}, headers=headers)
    assert problem(without, 422, "INVALID")["errors"][0]["pointer"] == "/file"
    unknown = problem(await ani.upload(ground.evidence, "a.pdf", PDF, ukuran="besar"), 422, "INVALID")
    assert unknown["errors"][0]["pointer"] == "/ukuran"
    hidden = problem(await ani.upload(ground.evidence, "a.pdf", PDF, title="lap\x00oran"), 422, "INVALID")
    assert hidden["errors"][0]["pointer"] == "/title"
    twice: dict[str, list[str]] = {"title": ["a", "b"]}
    repeated = await ani.http.post(ground.evidence, files={"file": ("a.pdf", PDF)}, data=twice, headers=headers)
    assert problem(repeated, 422, "INVALID")["errors"][0]["pointer"] == "/title"
    elsewhere = await ani.http.post(ground.evidence, files={"title": ("a.pdf", PDF)}, headers=headers)
    assert problem(elsewhere, 422, "INVALID")["errors"][0]["pointer"] == "/title"
    two = [("file", ("a.pdf", PDF)), ("file", ("b.pdf", PDF))]
    problem(await ani.http.post(ground.evidence, files=two, headers=headers), 400, "BAD_REQUEST")
    broken = {**headers, "Content-Type": "multipart/form-data; boundary=x"}
    problem(await ani.http.post(ground.evidence, content=b"--y\r\n", headers=broken), 400, "BAD_REQUEST")
    no_key = {"Authorization": headers["Authorization"]}
    problem(await ani.http.post(ground.evidence, files={"file": ("a.pdf", PDF)}, headers=no_key), 400, "BAD_REQUEST")
    assert ground.on_disk() == []


async def test_who_may_not_write_is_refused_before_the_file_is_read(ground: Ground) -> None:
    body_is_read = False

    async def body() -> AsyncIterator[bytes]:
        nonlocal body_is_read
        body_is_read = True
        yield b"--x\r\n"

    for token in ("", ground.world["hr"].token()):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=x"}
        answer = await ground.world["ani"].http.post(ground.evidence, content=body(), headers=headers)
        assert answer.status_code == (403 if token else 401)
    assert body_is_read is False


async def test_a_link_is_kept_and_has_no_content(ground: Ground) -> None:
    link = ok(await ground.world["ani"].post(f"{ground.path}/evidence-links", LINK), 201)

    assert (link["kind"], link["url"], link["sha256"]) == ("link", LINK["url"], None)
    refused = problem(await ground.world["ani"].get(f"/v1/evidence/{link['id']}/content"), 404, "NOT_FOUND")
    assert "url" in refused["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://contoh.go.id/a",
        "file:///etc/passwd",
        "https://",
        "https://ani:rahasia@contoh.go.id/a",
        "https://[::1/a",
        "https://contoh.go.id/a b",
        "http://contoh.go.id:99999/",
    ],
)
async def test_a_link_that_is_no_web_address_is_refused(ground: Ground, url: str) -> None:
    refused = problem(
        await ground.world["ani"].post(f"{ground.path}/evidence-links", LINK | {"url": url}), 422, "INVALID"
    )

    assert refused["errors"][0]["pointer"] == "/url"


async def test_evidence_is_removed_with_its_file_and_the_trail_keeps_what_it_was(
    ground: Ground, database: Database
) -> None:
    ani = ground.world["ani"]
    evidence = ok(await ani.upload(ground.evidence, "a.pdf", PDF), 201)
    path = f"/v1/evidence/{evidence['id']}"
    problem(await ani.delete(path), 428, "PRECONDITION_REQUIRED")
    problem(await ani.delete(path, etag='"v1"'), 412, "STALE_VERSION")
    remove = file_remover(database, ground.files)
    assert await _jobs(database, evidence["id"]) == []

    await remove(JobCall(ground.world.agency_id, UUID(evidence["id"])))
    assert len(ground.on_disk()) == 1, "evidence that is still there keeps its file"
    etag = (await ani.get(path)).headers["etag"]
    ok(await ani.delete(path, etag=etag), 204)
    assert len(ground.on_disk()) == 1, "the file goes only after the commit, by a job"
    [call] = await _jobs(database, evidence["id"])
    await remove(call)

    assert ground.on_disk() == []
    problem(await ani.get(path), 404, "NOT_FOUND")
    assert (await ani.read(ground.path))["evidence"] == []
    trail = (await ground.world["auditor"].read("/v1/audit-entries", resource_id=ground.path.rpartition("/")[2]))[
        "items"
    ]
    assert trail[0]["action"] == "evidence_removed"
    assert trail[0]["details"]["sha256"] == evidence["sha256"]


async def test_a_link_is_removed_and_leaves_no_job(ground: Ground, database: Database) -> None:
    link = ok(await ground.world["ani"].post(f"{ground.path}/evidence-links", LINK), 201)

    ok(await ground.world["ani"].delete(f"/v1/evidence/{link['id']}", etag='"v2"'), 204)

    assert (await ground.world["ani"].read(ground.path))["evidence_count"] == 0
    assert await _jobs(database, link["id"]) == []


async def test_submitted_evidence_stays_and_others_add_none(ground: Ground) -> None:
    world = ground.world
    evidence = ok(await world["ani"].upload(ground.evidence, "a.pdf", PDF), 201)
    problem(await world["kabid"].upload(ground.evidence, "b.pdf", PDF), 403, "FORBIDDEN")
    submitted = ok(await world["ani"].step(ground.path, "submit"))
    etag = f'"v{submitted["version"]}"'

    problem(await world["ani"].delete(f"/v1/evidence/{evidence['id']}", etag=etag), 403, "FORBIDDEN")
    problem(await world["ani"].upload(ground.evidence, "b.pdf", PDF), 403, "FORBIDDEN")
    problem(await world["ani"].post(f"{ground.path}/evidence-links", LINK), 403, "FORBIDDEN")

    assert len(ground.on_disk()) == 1


async def test_a_realization_holds_at_most_twenty_pieces(ground: Ground) -> None:
    ani = ground.world["ani"]
    for _ in range(20):
        ok(await ani.post(f"{ground.path}/evidence-links", LINK), 201)

    problem(await ani.post(f"{ground.path}/evidence-links", LINK), 409, "TOO_MUCH_EVIDENCE")


async def test_several_files_at_once_are_all_kept(ground: Ground) -> None:
    ani = ground.world["ani"]

    answers = await asyncio.gather(*(ani.upload(ground.evidence, f"{n}.pdf", PDF + bytes([n])) for n in range(4)))

    assert [each.status_code for each in answers] == [201] * 4
    assert (await ani.read(ground.path))["version"] == 5
    assert len(ground.on_disk()) == 4


async def test_a_file_that_is_gone_from_the_store_is_told_as_such(ground: Ground) -> None:
    evidence = ok(await ground.world["ani"].upload(ground.evidence, "a.pdf", PDF), 201)
    [file] = ground.on_disk()
    await asyncio.to_thread(file.unlink)

    problem(await ground.world["ani"].get(f"/v1/evidence/{evidence['id']}/content"), 409, "EVIDENCE_FILE_NOT_HERE")


async def test_a_colleague_and_another_agency_get_the_answer_of_a_missing_id(
    ground: Ground, worlds: WorldBuilder
) -> None:
    evidence = ok(await ground.world["ani"].upload(ground.evidence, "a.pdf", PDF), 201)
    other = await worlds.build()

    for stranger in (ground.world["budi"], other["ani"], other["hr"]):
        for tail in ("", "/content"):
            theirs = problem(await stranger.get(f"/v1/evidence/{evidence['id']}{tail}"), 404, "NOT_FOUND")
            nothing = problem(await stranger.get(f"/v1/evidence/{MISSING}{tail}"), 404, "NOT_FOUND")
            assert _without_place(theirs) == _without_place(nothing)
    for stranger in (ground.world["budi"], other["ani"]):
        problem(await stranger.upload(ground.evidence, "b.pdf", PDF), 404, "NOT_FOUND")
        problem(await stranger.post(f"{ground.path}/evidence-links", LINK), 404, "NOT_FOUND")
        problem(await stranger.delete(f"/v1/evidence/{evidence['id']}", etag='"v2"'), 404, "NOT_FOUND")
    assert len(ground.on_disk()) == 1


async def _jobs(database: Database, evidence_id: str) -> list[JobCall]:
    """Return the queued removals of this evidence's file."""
    statement = text("SELECT payload FROM pgqueuer WHERE entrypoint = :job")
    async with database.connections.lent() as link:
        payloads = (await link.sql.scalars(statement, {"job": REMOVE_FILE})).all()
    return [call for payload in payloads if str((call := read_call(payload)).resource_id) == evidence_id]


def _without_place(document: Json) -> Json:
    return {name: value for name, value in document.items() if name not in {"instance", "trace_id"}}
