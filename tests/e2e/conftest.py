"""The example study, scored once for the tests that only look at it, and a browser for the pages."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.tools.workspace import Workspace

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The scored example; look, do not change."""
    return Workspace.make(tmp_path_factory.mktemp("scored") / "study").scored()


@pytest.fixture(scope="session")
def purposive(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The scored study of 2021; look, do not change."""
    return Workspace.purposive(tmp_path_factory.mktemp("purposive") / "study").scored()


@pytest.fixture(scope="session")
def census(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The scored study of 2009; look, do not change."""
    return Workspace.census(tmp_path_factory.mktemp("census") / "study").scored()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The example before anything is done."""
    return Workspace.make(tmp_path / "study")


@pytest.fixture
def copy_of_scored(scored: Workspace, tmp_path: Path) -> Callable[[], Workspace]:
    """Makes a copy of the scored example that may be changed."""

    def copy() -> Workspace:
        shutil.copytree(scored.folder, tmp_path / "copy")
        return Workspace(tmp_path / "copy")

    return copy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("AUDIT_TEST_ALL") == "1":
            pytest.fail("chromium mangler, og AUDIT_TEST_ALL=1 kræver, at alt prøves")
        pytest.skip("chromium er ikke installeret")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when it asks for anything but its own file or complains."""
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    outside = [url for url in asked if not url.startswith("file://")]
    opened.close()
    assert asked and len(asked) == len(set(asked)) == 1
    assert not outside
    assert not said
