"""What a complete case is counted in, as the bits of its tally.

The bits themselves are looked up once. What hangs on one answer alone is found
in a table by that answer; the rest is asked with plain ``if``s. Whether some
questions would be asked at all hangs on an answer that is unknown: they have
``PERHAPS`` for an answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from audit.rubric.parts import Special
from audit.rubric.tally import Catalogue, ItemKind
from audit.rubric.values import Answer
from benchmarks.by_hand.shares import DEADLINES, FINDINGS, PERHAPS, PERHAPS_ASKED, SHARES

_MEASURED = (Decimal, date)
"""The types of which there are too many answers to remember."""
_UNKNOWN = (Special.NOT_IN_PAPERS, Special.CANNOT_ASSESS, PERHAPS)


class Counting:
    """The bits of the rubric's catalogue, ready to count cases with."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        places = catalogue.place.items()
        self._made = {item.code: 1 << place for item, place in places if item.kind == ItemKind.FINDING}
        self._pairs = {item.code: _pair(catalogue, item.code) for item in catalogue.items if item.kind == _AMONG}
        self._by_answer = {name: _ByAnswer(catalogue, name) for name in catalogue.answers}
        self._deadlines = [(_open(catalogue, name), start, end) for name, start, end in DEADLINES]
        self._obliged = catalogue.bit(ItemKind.FINDING_AMONG, "pligt-til-afgørelse")
        self._twelve_months = sum(catalogue.measure(name).among_unknown for name in _TWELVE_MONTHS)
        self._first_talk = catalogue.measure("ventetid-til-første-samtale").among_unknown
        self._others = catalogue.measure("ventetid-på-forvaltning").among_unknown
        self._across = catalogue.recommendation("tværfaglig-indstilling")
        self._doctor = catalogue.recommendation("samarbejde-med-lægen")

    def tally(self, known: dict[str, Answer], kind: str, meeting: date, findings: Sequence[str], outcome: str) -> bytes:
        """The tally; ``known`` holds the answers to what is asked, all of it answered, and is used up."""
        bits = self._catalogue.ended(outcome, outcome) | self._obliged
        for finding in findings:
            bits |= self._made[finding]
        for name, unknown, hanging in PERHAPS_ASKED:
            if known.get(name) == unknown:
                known |= hanging
        by_answer = self._by_answer
        for name, answer in known.items():
            bits |= by_answer[name][answer]
        known["mødedato"] = meeting
        for (among, perhaps), start, end in self._deadlines:
            first, last = known.get(start), known.get(end)
            if isinstance(first, date) and isinstance(last, date):
                bits |= among
            elif first is not None and last is not None and Special.NOT_RELEVANT not in (first, last):
                bits |= perhaps & ~among if PERHAPS in (first, last) else perhaps
        for counted in (_of_outcome, _of_preparation, _of_team, _of_decision, _of_course, _of_flexible_job):
            for name, holds in counted(known, findings, outcome, kind):
                bits |= self._pairs[name][holds]
        return self._catalogue.tally(bits | self._unknown(known) | self._recommended(known, kind, findings))

    def _unknown(self, known: Mapping[str, Answer]) -> int:
        """The measures of several answers in whose denominator an unknown answer decides whether the case is."""
        bits = 0
        if known.get("ledighedsydelse-tolv-måneder") == "fremgår_ikke":
            bits |= self._twelve_months
        if known.get("første-samtale-ressourceforløb") == PERHAPS:
            bits |= self._others
            if isinstance(known["afgørelsesdato"], date):
                bits |= self._first_talk
        return bits

    def _recommended(self, known: Mapping[str, Answer], kind: str, findings: Sequence[str]) -> int:
        if known["indstilling-afgivet"] == "ja":
            if kind == "fleksjob":
                one = self._across
                return one.among | one.count if "indstilling-ikke-tværfaglig" in findings else one.among
            if kind == "ressourceforløb":
                one, sent = self._doctor, known["sendt-til-læge"]
                perhaps = one.unknown if sent == "fremgår_ikke" else 0
                return one.among | (one.count if "læge-ikke-orienteret" in findings else perhaps)
        return 0


class _ByAnswer(dict[Answer, int]):
    """The bits that hang on the answer to one question alone."""

    def __init__(self, catalogue: Catalogue, name: str) -> None:
        super().__init__()
        self._answers = catalogue.answers[name]
        self._perhaps = catalogue.perhaps_asked.get(name, 0)
        self._open = [_open(catalogue, finding) for finding in FINDINGS.get(name, ())]
        self._shares = [(catalogue.measure(one[0]), one[2], one[3]) for one in SHARES if one[1] == name]
        self._measured = catalogue.bit(ItemKind.ASKED, name) | sum(among for among, _ in self._open)

    def __missing__(self, answer: Answer) -> int:
        if isinstance(answer, _MEASURED):
            return self._measured
        bits = self._perhaps if answer == PERHAPS else self._answers[answer]
        if answer in _UNKNOWN:
            bits |= sum(perhaps & ~among if answer == PERHAPS else perhaps for among, perhaps in self._open)
            bits |= sum(measure.among_unknown for measure, _, among in self._shares)
        elif answer != Special.NOT_RELEVANT:
            bits |= sum(among for among, _ in self._open)
            for measure, counted, among in self._shares:
                if answer in among:
                    bits |= measure.among | (measure.count if answer in counted else 0)
        self[answer] = bits
        return bits


_AMONG = ItemKind.MEASURE_AMONG


def _open(catalogue: Catalogue, finding: str) -> tuple[int, int]:
    """The bits of a finding that can be made, and of one that an unknown answer decides."""
    among = catalogue.bit(ItemKind.FINDING_AMONG, finding)
    return among, among | catalogue.bit(ItemKind.FINDING_UNKNOWN, finding)


def _pair(catalogue: Catalogue, measure: str) -> tuple[int, int]:
    """The bits of a case that is only counted among, and of one that is counted: ``pair[counted]``."""
    bits = catalogue.measure(measure)
    return bits.among, bits.among | bits.count


Counted = Iterator[tuple[str, bool]]
"""The measures of several answers, or of a number or a date, that a case is counted among, and whether it counts."""


def _of_outcome(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    right = outcome == "rigtig"
    yield "rigtige", right
    if outcome != "ingen_afgørelse":
        yield "rigtige-der-kan-vurderes", right
    yield "ændret-eller-hjemvist", outcome in ("ændres", "hjemvises")
    yield "uden-afgørelse", outcome == "ingen_afgørelse"


def _of_preparation(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    pages = known["sider"]
    if isinstance(pages, Decimal):
        yield "højst-50-sider", pages <= 50
        yield "over-200-sider", pages > 200
    if isinstance(known["forberedelse-færdig"], date):
        if isinstance(known["forberedelse-begyndt"], date):
            yield "forberedelse-over-to-måneder-andel", "forberedelse-over-to-måneder" in findings
        yield "ventetid-til-møde", "møde-efter-over-to-måneder" in findings


def _of_team(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    notice, present, team = known["indkaldt-dage"], known["deltagere"], known["repræsenteret"]
    if isinstance(notice, Decimal):
        yield "indkaldt-en-til-to-uger-før", 7 <= notice <= 14
    if isinstance(present, tuple):
        yield "begge-deltog", "borger" in present and "sagsbehandler" in present
    if isinstance(team, tuple):
        yield "team-sammensat", "beskæftigelse" in team and "sundhed" in team and "social" in team
        yield "klinisk-funktion-med", "klinisk_funktion" in team
        yield "virksomhedskonsulent-med", "virksomhedskonsulent" in team
        yield "familieafdeling-med", "familie" in team


def _of_decision(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    follows, day, meeting = known.get("følger-indstilling"), known.get("afgørelsesdato"), known["mødedato"]
    if follows is not None and kind == "førtidspension":
        yield "imod-indstillingen-pension", follows == "nej"
    if isinstance(day, date) and isinstance(meeting, date):
        yield "afgjort-på-mødedagen", day == meeting
        yield "afgjort-efter-tre-måneder", "afgørelse-efter-over-tre-måneder" in findings


def _of_course(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    if "indsatsdel" not in known:
        return
    if isinstance(known["afgørelsesdato"], date) and isinstance(known.get("første-samtale-ressourceforløb"), date):
        yield "ventetid-til-første-samtale", "første-samtale-efter-over-to-måneder" in findings
    if isinstance(known.get("spurgt-forvaltning"), date) and isinstance(known.get("svar-fra-forvaltning"), date):
        yield "ventetid-på-forvaltning", "svar-efter-over-tre-måneder" in findings
    talks = known["samtaler"]
    if isinstance(talks, Decimal):
        yield "seks-samtaler", talks >= 6


_TWELVE_MONTHS = "revurderet-andel", "anden-aktør-andel", "anden-aktør-før"


def _of_flexible_job(known: Mapping[str, Answer], findings: Sequence[str], outcome: str, kind: str) -> Counted:
    if "i-fleksjob" not in known:
        return
    referred, talk = known["visiteret"], known.get("samtale")
    if known["samtale-holdt"] == "nej":
        yield "samtale-i-tide", False
    elif isinstance(talk, date) and referred not in (Special.NOT_IN_PAPERS, Special.NOT_RELEVANT):
        yield "samtale-i-tide", isinstance(referred, date) and "samtale-for-sent" not in findings
    if known.get("ledighedsydelse-tolv-måneder") == "ja":
        agent = known["visiteret-til-aktør"]
        yield "revurderet-andel", known["revurderet"] == "ja"
        yield "anden-aktør-andel", agent in ("ja", "før")
        yield "anden-aktør-før", agent == "før"
