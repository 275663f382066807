from pathlib import Path

import pytest

from audit import resources
from audit.errors import AuditError


def test_the_templates_are_found_in_the_checkout() -> None:
    assert resources.shipped("templates", "report", "page.html").is_file()


def test_what_is_packed_in_the_wheel_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "shipped" / "templates"
    packed.mkdir(parents=True)
    (packed / "x.txt").write_text("x")
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "resources.py"))
    assert resources.shipped("templates", "x.txt") == packed / "x.txt"


def test_a_broken_installation_is_named() -> None:
    with pytest.raises(AuditError, match="templates/findes-ikke"):
        resources.shipped("templates", "findes-ikke")
