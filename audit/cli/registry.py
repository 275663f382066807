"""Which commands there are, in the order of the way of a case.

Data only, so that the front page is shown without importing a command or
Typer. ``audit.commands`` says how a name leads to its function.
"""

from dataclasses import dataclass
from keyword import iskeyword


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its name of one or two words, the stage it belongs to, and what it does."""

    name: str
    stage: str
    help: str

    @property
    def module(self) -> str:
        """The module the command's function is in."""
        first, _, second = self.name.partition(" ")
        return f"audit.commands.{first}.{second}" if first in PACKAGES else f"audit.commands.{first}"

    @property
    def function(self) -> str:
        """The name of the command's function."""
        last = self.name.split()[-1]
        return f"{last}_" if iskeyword(last) else last


PACKAGES = ("rubric",)
"""The first words whose commands have a module each."""

PREPARE, DRAW, SCORE, SETTLE, CHECK, RUBRIC = "Forbered", "Træk", "Bedøm", "Opgør", "Følg og kontrollér", "Måleskema"

COMMANDS = (
    Entry("init", PREPARE, "Begynd en undersøgelse i denne mappe"),
    Entry("frame import", PREPARE, "Indlæs bruttolisten"),
    Entry("sample draw", DRAW, "Træk stikprøven, og frys måleskemaet"),
    Entry("sample show", DRAW, "Vis stikprøven"),
    Entry("score", SCORE, "Bedøm sagerne, et spørgsmål ad gangen"),
    Entry("answers import", SCORE, "Indlæs svar fra en fil"),
    Entry("results", SETTLE, "Vis rigtighed, nøgletal og anbefalinger"),
    Entry("report", SETTLE, "Skriv rapporten"),
    Entry("export", SETTLE, "Skriv resultaterne i en projektmappe til Excel"),
    Entry("status", CHECK, "Vis, hvor langt undersøgelsen er"),
    Entry("log show", CHECK, "Vis, hvem der har ændret hvad hvornår"),
    Entry("log verify", CHECK, "Kontrollér, at loggen er hel"),
    Entry("rubric new", RUBRIC, "Skriv et måleskema at begynde på"),
    Entry("rubric check", RUBRIC, "Se et måleskema efter for fejl"),
    Entry("rubric test", RUBRIC, "Kør måleskemaets egne prøver"),
    Entry("rubric explain", RUBRIC, "Forklar måleskemaets logik på dansk"),
    Entry("rubric fmt", RUBRIC, "Skriv måleskemaet om i en sikker og ens form"),
    Entry("rubric schema", RUBRIC, "Skriv det JSON-skema, som editorer bruger"),
    Entry("rubric export", RUBRIC, "Skriv måleskemaet som projektmappe eller bilag"),
    Entry("rubric diff", RUBRIC, "Vis forskellen på to udgaver af et måleskema"),
    Entry("rubric update", RUBRIC, "Skift måleskemaet i en undersøgelse, der er i gang"),
)

GROUPS = {
    "frame": "Bruttolisten: alle de sager, der kan trækkes.",
    "sample": "Stikprøven: de sager, der er trukket.",
    "answers": "Svar, der er givet uden for terminalen.",
    "log": "Loggen over alle ændringer.",
    "rubric": "Måleskemaet: det, der spørges om i hver sag.",
}
"""What the commands of two words have in common, by their first word."""

HEADLINE = "Praksisundersøgelser fra måleskema til rapport."

CONFIG = "Undersøgelsens audit.toml, når den ikke er i mappen her"
VERSION = "Vis programmets version"
HELP = "Vis denne hjælp"
OPTIONS = (("-c, --config FIL", CONFIG), ("--version", VERSION), ("-h, --help", HELP))
"""The options given before the command, as the front page shows them."""
