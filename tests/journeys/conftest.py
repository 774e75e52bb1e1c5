"""Walks through the whole site in a real browser, one role at a time."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import databases
from tests.journeys.site import PASSWORD, Site, running_site

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PICTURES = os.environ.get("PULIH_PICTURES", "")  # a folder: each walk then leaves pictures of its pages there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser the walks are reported as skipped."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def site(template_database: str, worker_database: str, tmp_path_factory) -> Iterator[Site]:
    """The demo rutan, served once; what its processes say is in the log beside the other temporary files.

    A second site of the same run is an error: the two would take each other's jobs (tests/scheduling.py).
    """
    (tmp_path_factory.getbasetemp().parent / f"site-{os.environ[databases.RUN_PID]}").mkdir()
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    name = f"{worker_database}_site"
    with (tmp_path_factory.mktemp("site") / "log").open("wb") as log:
        with running_site(template_database, name, port=port, log=log) as running:
            yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all walks; each walk gets a fresh profile.

    Its event loop stays in this thread until the session ends. Tests that follow in the same process speak to the
    database as before, so Django must not take them for asynchronous code.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


class Walker:
    """Somebody at a browser."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page

    def sign_in(self, username: str) -> None:
        self.page.goto(f"{self.site.address}/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.site.address}/")

    def go(self, path: str) -> None:
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        assert answer.status == 200, path

    def picture(self, name: str) -> None:
        """Leave pictures at both widths when somebody wants to look."""
        if PICTURES:
            for width in (1280, 390):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
            self.page.set_viewport_size({"width": 1280, "height": 900})

    def text(self) -> str:
        return self.page.inner_text("body")


@pytest.fixture
def new_walker(site: Site, browser: Browser) -> Iterator[Callable[[], Walker]]:
    """Make browsers in Indonesian, each with a fresh profile; anything that breaks the policy or throws fails the walk."""
    complaints: list[str] = []
    contexts = []

    def make() -> Walker:
        context = browser.new_context(
            locale="id-ID", timezone_id="Asia/Jakarta", viewport={"width": 1280, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return Walker(site, page)

    yield make
    for context in contexts:
        context.close()
    assert [said for said in complaints if "status of 4" not in said] == []


@pytest.fixture
def walker(new_walker: Callable[[], Walker]) -> Walker:
    """The one browser of a walk that needs no second."""
    return new_walker()
