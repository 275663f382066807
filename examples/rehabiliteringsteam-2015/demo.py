"""Run the example study from end to end, command by command, as its study leader would.

    python examples/rehabiliteringsteam-2015/demo.py

Begins afresh each time: what an earlier run of the example left in ``out`` is
removed first, and nothing else.
"""

import io
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out"
NAME = "rehabiliteringsteam-2015"
ANSWERS = "examples/rehabiliteringsteam-2015/answers.csv"
CLAIMS = "examples/rehabiliteringsteam-2015/claims.yaml"

STEPS = (
    ("Måleskemaet ses efter, og dets egne prøver køres", ["rubric", "check", "rubrics/rehabiliteringsteam.yaml"]),
    ("", ["rubric", "test", "rubrics/rehabiliteringsteam.yaml"]),
    ("Bruttolisten indlæses", ["frame", "import"]),
    ("Stikprøven trækkes", ["sample", "draw"]),
    ("De registrerede svar indlæses", ["answers", "import", ANSWERS]),
    ("Rigtigheden gøres op", ["results", "--by", "sagstype"]),
    ("Hvert offentliggjort tal regnes ud igen", ["results", "--against", CLAIMS]),
    ("Rapporten og projektmappen skrives", ["report"]),
    ("", ["export"]),
    ("Loggen kontrolleres", ["log", "verify"]),
)


def main() -> int:
    """Run the steps; stop at the first that fails and pass its exit code on."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # Windows would print æøå in another encoding
        sys.stdout.reconfigure(encoding="utf-8")
    for suffix in (".db", ".db-wal", ".db-shm", ".html", ".xlsx"):
        (OUT / (NAME + suffix)).unlink(missing_ok=True)
    command = [sys.executable, "-m", "audit"]
    say("Konstruerede data: sagerne er opdigtede; kun hovedtallene er offentliggjort.")
    for title, arguments in STEPS:
        if title:
            say(f"\n── {title}")
        say(f"$ audit {' '.join(arguments)}")
        done = subprocess.run([*command, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    audit = Path(sys.executable).parent / "audit"
    shown = os.path.relpath(audit, ROOT) if audit.is_relative_to(ROOT) else audit
    say(
        f"\n── Videre\n"
        f"Rapport:       {OUT.name}/{NAME}.html\n"
        f"Projektmappe:  {OUT.name}/{NAME}.xlsx\n"
        f"Database:      {OUT.name}/{NAME}.db\n"
        f"Bedøm selv en sag, uafhængigt af den første bedømmelse:\n"
        f"    {shown} score --round second --reviewer ABC\n"
        f"Alle kommandoer:\n"
        f"    {shown} --help"
    )
    return 0


def say(text: str) -> None:
    """Print at once, so that the order is right beside the commands' own output."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
