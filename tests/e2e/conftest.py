"""The example study, scored once for the tests that only look at it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspace import Workspace


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The scored example; look, do not change."""
    return Workspace.make(tmp_path_factory.mktemp("scored") / "study").scored()


@pytest.fixture(scope="session")
def purposive(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The scored study of 2021; look, do not change."""
    return Workspace.purposive(tmp_path_factory.mktemp("purposive") / "study").scored()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The example before anything is done."""
    return Workspace.make(tmp_path / "study")


@pytest.fixture
def copy_of_scored(scored: Workspace, tmp_path: Path) -> Callable[[], Workspace]:
    """Makes a copy of the scored example that may be changed."""

    def copy() -> Workspace:
        import shutil

        shutil.copytree(scored.folder, tmp_path / "copy")
        return Workspace(tmp_path / "copy")

    return copy
