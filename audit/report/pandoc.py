"""Running pandoc: Markdown in, a web page out.

The binary is the one that comes with pypandoc-binary and no other that may be
installed, so the same input gives the same bytes everywhere. It is run with
``--sandbox``; only our Lua filter reads files, and only the report's own
figures (pandoc's manual, »A note on security«). The Markdown it reads has just
the extensions the templates use: raw HTML, raw TeX, mathematics, citations,
footnotes, metadata and typographic changes are all off.
"""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.files import reason
from audit.report.document import Document
from audit.report.model import ReportError
from audit.resources import shipped

FROM = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links"
    "+all_symbols_escapable+blank_before_header+space_in_atx_header+header_attributes"
    "+fenced_divs+bracketed_spans+pipe_tables+table_captions+table_attributes"
    "+implicit_figures+link_attributes"
)

_SECONDS = 120
_NOTHING_DONE = "Intet er skrevet, og intet er ændret."


def to_html(document: Document) -> str:
    """A whole web page, self-contained.

    Raises ReportError when pandoc is missing, fails or takes too long.
    """
    with TemporaryDirectory(prefix="rapport-") as folder:
        room = Path(folder)
        (room / "rapport.md").write_text(document.markdown, "utf-8")
        for name, svg in document.figures.items():
            (room / name).write_text(svg, "utf-8")
        return _run(room, document.called)


def _run(room: Path, called: str) -> str:
    templates = shipped("templates", "report")
    command = [
        str(_binary()),
        "--sandbox",
        f"--data-dir={room}",
        f"--from={FROM}",
        "--to=html5",
        "--standalone",
        "--section-divs",
        "--toc",
        "--toc-depth=2",
        "--wrap=none",
        "--columns=1000000",  # a long line must not give a table fixed column widths
        "--eol=lf",
        "--fail-if-warnings",
        f"--template={templates / 'page.html'}",
        f"--variable=called:{called}",
        f"--lua-filter={templates / 'report.lua'}",
        "rapport.md",
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, cwd=room)
    except subprocess.TimeoutExpired:
        raise ReportError(f"Pandoc blev ikke færdig på {_SECONDS} sekunder. {_NOTHING_DONE} Prøv igen.") from None
    except OSError as error:
        raise ReportError(
            f"Pandoc kan ikke startes: {reason(error)} {_NOTHING_DONE} Installér programmet igen."
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ReportError(f"Pandoc kunne ikke lave {called}. {_NOTHING_DONE} Pandoc siger: {said}")
    return done.stdout.decode("utf-8")


def _binary() -> Path:
    package = find_spec("pypandoc")
    folder = Path(package.origin).parent / "files" if package and package.origin else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return folder / name
    raise ReportError(f"Pandoc følger ikke med installationen. {_NOTHING_DONE} Installér programmet igen.")
