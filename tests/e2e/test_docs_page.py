"""The docs page in a browser whose network is cut: it loads, somebody signs in, and what is pressed succeeds (C39)."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, Response, async_playwright, expect

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Every name of another machine leads nowhere: what the page needs it must get from this service.
CUT = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
GROUPS = {
    "identity": {"read_me", "list_accounts", "change_account"},
    "cycles": {"list_cycles", "create_cycle", "step_cycle"},
}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass
class Watched:
    """A page, and what went wrong or outside while it was open."""

    page: Page
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Write down every request and every complaint of the browser, refused styles and scripts among them."""
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", lambda request: self.faults.append(f"{request.url}: {request.failure}"))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    async def sign_in(self, role: str) -> None:
        """Press the button of a demo account."""
        await self.page.locator("#demo button", has_text=f"{role}:").first.click()
        await expect(self.page.get_by_role("status")).to_contain_text("Masuk sebagai")

    async def open(self, operation_id: str) -> Locator:
        """Open an operation, in the group that holds it, and return its block."""
        block = self.page.locator(f'.opblock[id$="-{operation_id}"]')
        if await block.count() == 0:
            group = next(name for name, held in GROUPS.items() if operation_id in held)
            await self.page.locator(f"#operations-tag-{group}").click()
        if await block.locator(".opblock-body").count() == 0:
            await block.locator(".opblock-summary-control").click()
        return block

    async def press(self, operation_id: str, **parameters: str) -> Response:
        """Press Execute, with these parameters instead of the shown ones, and return the answer."""
        block = await self.open(operation_id)
        for name, value in parameters.items():
            await block.locator(f'tr[data-param-name="{name}"] input').fill(value)
        async with self.page.expect_response(
            lambda answer: "/v1/" in answer.url and answer.request.resource_type == "fetch"
        ) as waiting:
            await block.locator("button.execute").click()
        return await waiting.value


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=CUT)
        yield browser
        await browser.close()


@pytest.fixture
async def docs(browser: Browser, server_url: str) -> AsyncIterator[Watched]:
    """Open the page as a desktop shows it."""
    page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=server_url)
    page.set_default_timeout(15_000)
    watched = Watched(page)
    watched.listen()
    await page.goto("/docs")
    await page.wait_for_selector("body[data-ready]")
    yield watched
    await page.close()


async def test_page_loads_with_the_network_cut_and_asks_no_other_machine(docs: Watched, server_url: str) -> None:
    """T16: no failed request, no refused style or script, no other host."""
    await docs.open("list_cycles")
    assert await docs.page.locator(".opblock-tag").count() >= 6
    assert [url for url in docs.asked if not url.startswith((server_url, "data:"))] == []
    assert docs.faults == []


async def test_demo_account_signs_in_and_the_examples_succeed_when_pressed(docs: Watched) -> None:
    """C39: read, create with a key of the page's own, and change on the version that was seen."""
    await docs.sign_in("hr_admin")

    listed = await docs.press("list_cycles")
    assert listed.status == 200
    assert (await listed.request.all_headers())["accept-language"] == "id"

    created = await docs.press("create_cycle")
    assert created.status == 201, await created.text()
    assert UUID.fullmatch((await created.request.all_headers())["idempotency-key"])
    cycle = await created.json()

    opened = await docs.press("step_cycle", cycle_id=cycle["id"])
    assert opened.status == 200, await opened.text()
    assert (await opened.request.all_headers())["if-match"] == '"v1"'
    assert (await opened.json())["status"] == "open"
    await expect(
        (await docs.open("step_cycle")).locator(".live-responses-table tbody .response-col_status").first
    ).to_have_text(re.compile("200"))
    assert docs.faults == []


async def test_version_is_asked_for_when_none_was_seen(docs: Watched) -> None:
    """If-Match is filled for what the reader never opened, too."""
    await docs.sign_in("hr_admin")
    account = (await (await docs.press("list_accounts")).json())["items"][-1]
    await docs.page.reload()
    await docs.page.wait_for_selector("body[data-ready]")
    # The page opens again where it was; before it has, a click on the group would close it.
    await expect(docs.page.locator('.opblock[id$="-list_accounts"]')).to_be_visible()
    await docs.sign_in("hr_admin")
    block = await docs.open("change_account")
    await block.locator(".body-param__text").fill('{"display_name": "Nama Baru"}')
    await block.locator('tr[data-param-name="account_id"] input').fill(account["id"])
    async with docs.page.expect_response(lambda answer: answer.request.method == "PATCH") as waiting:
        await block.locator("button.execute").click()
    answer = await waiting.value
    assert answer.status == 200, await answer.text()
    assert (await answer.request.all_headers())["if-match"] == f'"v{account["version"]}"'


async def test_wrong_password_is_told_in_the_chosen_language(docs: Watched) -> None:
    page = docs.page
    await page.get_by_label("Bahasa jawaban").select_option("en")
    await page.get_by_label("Instansi").fill("no-such-agency")
    await page.get_by_label("Nama pengguna").fill("nobody")
    await page.get_by_label("Kata sandi").fill("wrong")
    await page.get_by_role("button", name="Masuk", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("do not match")
    await expect(page.get_by_role("button", name="Keluar", exact=True)).to_be_hidden()


async def test_signing_out_ends_the_session(docs: Watched) -> None:
    await docs.sign_in("auditor")
    assert (await docs.press("read_me")).status == 200
    async with docs.page.expect_response(re.compile("/v1/auth/sign-out$")) as waiting:
        await docs.page.get_by_role("button", name="Keluar", exact=True).click()
    assert (await waiting.value).status == 204
    assert (await docs.press("read_me")).status == 401


async def test_page_fits_a_phone(browser: Browser, server_url: str, tmp_path: Path) -> None:
    """Nothing sticks out sideways; a screenshot of both widths is left to be looked at."""
    kept = Path(os.environ.get("KINERJA_SCREENSHOTS", tmp_path))
    for width, height in ((360, 740), (1280, 900)):
        page = await browser.new_page(viewport={"width": width, "height": height}, base_url=server_url)
        await page.goto("/docs")
        await page.wait_for_selector("body[data-ready]")
        await page.locator(".opblock-tag-section h3").nth(1).click()
        await page.locator(".opblock-summary-control").first.click()
        await page.wait_for_selector(".opblock-body .execute")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert (await page.screenshot(path=kept / f"docs-{width}.png", full_page=True)).startswith(b"\x89PNG")
        await page.goto("/problems/STALE_VERSION")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        await page.screenshot(path=kept / f"problem-{width}.png")
        await page.goto("/problems")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        await page.close()
