"""Where the files that come with the program lie: rubrics and templates.

In a wheel they are packed inside ``audit/shipped`` (see ``force-include`` in
pyproject.toml); in a checkout they lie in the repository's root.
"""

from pathlib import Path

from audit.errors import AuditError


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, as ``shipped("templates", "report", "page.html")``.

    Raises AuditError when it is not there, which only a broken installation brings about.
    """
    room = Path(__file__).parent
    packed = room / "shipped"
    found = (packed if packed.is_dir() else room.parent).joinpath(*parts)
    if not found.exists():
        raise AuditError(
            f"Filen »{'/'.join(parts)}«, som hører til programmet, findes ikke. Intet er ændret. "
            "Installér programmet igen."
        )
    return found
