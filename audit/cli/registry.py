"""Which commands there are, in the order of the way of a case.

Data only, so that the front page is shown without importing a command or
Typer. ``audit.commands`` says how a name leads to its function.
"""

from keyword import iskeyword


class CommandEntry:
    """One command: its name of one or two words, the stage it belongs to, and what it does.

    A plain class: ``dataclasses`` takes longer to import than the whole front page.
    """

    __slots__ = ("help", "name", "stage")

    def __init__(self, name: str, stage: str, help: str) -> None:
        self.name, self.stage, self.help = name, stage, help

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


PACKAGES = ("rubric", "review")
"""The first words whose commands have a module each."""

PREPARE, DRAW, SCORE, SETTLE, CHECK, RUBRIC = "Forbered", "Træk", "Bedøm", "Opgør", "Følg og kontrollér", "Måleskema"

COMMANDS = (
    CommandEntry("init", PREPARE, "Begynd en undersøgelse i denne mappe"),
    CommandEntry("frame import", PREPARE, "Indlæs bruttolisten"),
    CommandEntry("sample draw", DRAW, "Læg fast, hvilke sager der er med, og lås måleskemaet"),
    CommandEntry("sample show", DRAW, "Vis undersøgelsens sager"),
    CommandEntry("score", SCORE, "Bedøm sagerne, ét spørgsmål ad gangen"),
    CommandEntry("answers import", SCORE, "Indlæs svar fra en fil"),
    CommandEntry("review rule", SCORE, "Afgør selv udfaldet af en sag, med en begrundelse"),
    CommandEntry("review handover", SCORE, "Overdrag en begyndt sag til en anden bedømmer"),
    CommandEntry("review release", SCORE, "Frigiv en begyndt sag, så en anden kan begynde den"),
    CommandEntry("review compare", SETTLE, "Vis, hvor to bedømmelser af samme sag er forskellige"),
    CommandEntry("review adjudicate", SETTLE, "Afgør, hvor to bedømmelser af samme sag er forskellige"),
    CommandEntry("review agreement", SETTLE, "Vis, hvor enige to uafhængige bedømmere er"),
    CommandEntry("results", SETTLE, "Vis rigtighed, nøgletal og anbefalinger"),
    CommandEntry("report", SETTLE, "Skriv rapporten"),
    CommandEntry("export", SETTLE, "Skriv resultaterne i en projektmappe til Excel"),
    CommandEntry("status", CHECK, "Vis, hvor langt undersøgelsen er"),
    CommandEntry("log show", CHECK, "Vis, hvem der har ændret hvad hvornår"),
    CommandEntry("log verify", CHECK, "Kontrollér, at loggen er hel"),
    CommandEntry("rubric new", RUBRIC, "Skriv et måleskema at begynde på"),
    CommandEntry("rubric check", RUBRIC, "Se et måleskema efter for fejl"),
    CommandEntry("rubric test", RUBRIC, "Kør måleskemaets egne prøver"),
    CommandEntry("rubric explain", RUBRIC, "Forklar måleskemaets logik på dansk"),
    CommandEntry("rubric fmt", RUBRIC, "Skriv måleskemaet om i en sikker og ens form"),
    CommandEntry("rubric schema", RUBRIC, "Skriv det JSON-skema, som editorer bruger"),
    CommandEntry("rubric export", RUBRIC, "Skriv måleskemaet som projektmappe eller bilag"),
    CommandEntry("rubric diff", RUBRIC, "Vis forskellen på to udgaver af et måleskema"),
    CommandEntry("rubric update", RUBRIC, "Skift måleskemaet i en undersøgelse, der er i gang"),
)

WITHOUT_JSON = {
    "score": "her svares der på ét spørgsmål ad gangen; svarene læses ind fra en fil med »audit answers import«",
    "review adjudicate": "her afgøres der én uenighed ad gangen; »audit review compare --json« viser dem",
    "rubric schema": "skemaet er selv JSON",
}
"""The commands without --json, and why."""

ONLY_READ = (
    "sample show",
    "results",
    "status",
    "log show",
    "log verify",
    "rubric check",
    "rubric test",
    "rubric diff",
)
"""The commands that write nothing at all, to the study or to a file."""

GROUPS = {
    "frame": "Bruttolisten: alle de sager, der kan komme med.",
    "sample": "De sager, der er med i undersøgelsen: trukket ved lod, udvalgt eller alle.",
    "answers": "Svar, der læses ind fra en fil.",
    "review": "Hvem der har en sag, og hvad to bedømmelser af den bliver til.",
    "log": "Loggen over alle ændringer.",
    "rubric": "Måleskemaet: det, der spørges om i hver sag.",
}
"""What the commands of two words have in common, by their first word."""

HEADLINE = "Praksisundersøgelser fra måleskema til rapport."

CONFIG = "Undersøgelsens mappe eller audit.toml, når du ikke står i mappen"
COMPLETION = "Vis det, der får bash, zsh, fish eller powershell til at foreslå ord med Tab"
VERSION = "Vis programmets udgave"
HELP = "Vis denne hjælp"
OPTIONS = (
    ("-c, --config STI", CONFIG),
    ("--show-completion SKAL", COMPLETION),
    ("--version", VERSION),
    ("-h, --help", HELP),
)
"""The options given before the command, as the front page shows them; the first may stand after it as well."""

EXIT_CODES = (
    ("0", "Alt gik godt"),
    ("1", "Noget skal rettes i det, der er givet, eller i undersøgelsen; også når et tal i --against ikke passer"),
    ("2", "Kommandolinjen er forkert"),
    ("3", "Der er en fejl i programmet, og den står i en log"),
    ("130", "Afbrudt med Ctrl-C"),
    ("141", "Det program, der modtog udskriften, stoppede, før alt var skrevet"),
)
"""What the program ends with, and what each number says; the front page shows them."""
