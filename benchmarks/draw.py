"""A frame of a million rows: its import, and the draw against a bare loop over rows already in memory.

The floor is the shortest loop that gives the same sample: the SHA-256 of every
row and ``heapq.nsmallest`` of each stratum, the rows being in memory before
the clock starts. Ours reads them from the database while it draws.
"""

import gc
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from heapq import nsmallest
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from unicodedata import normalize

from audit.authorities import kommuner
from audit.sampling.allocation import Allocation, allocate
from audit.sampling.model import DrawRow
from audit.sampling.tickets import draw
from audit.store import Connection, frames, open_store
from benchmarks.constructed import ID, TITLE, database_of, frame_row, write_files
from benchmarks.processes import AUDIT, Cost, apart, run
from benchmarks.table import Measure, grouped, megabytes, seconds

ROWS = 1_000_000
DRAWN = 1_000
TIMES = 11
LIMIT, LIMIT_IN_STRATA = 2.0, 2.5
"""The second is our own: the strata are read out of the facts, which the bare loop has ready."""
FLOOR = "SHA-256 og nsmallest i hukommelsen"


def measure() -> list[Measure]:
    """Processor time of the draw and the loop; of the two commands, what they cost."""
    with TemporaryDirectory() as folder:
        config = write_files(Path(folder))
        file = apart(_write_frame, Path(folder))
        command = (AUDIT, "--config", str(config))
        imported = run((*command, "frame", "import", str(file)))
        plain, in_strata = (apart(_loops, database_of(config), strata) for strata in ((), ("art",)))
        drawn = run((*command, "sample", "draw"))
    rows = f"{grouped(ROWS)} rækker"
    return [
        Measure.ratio(f"Trækning blandt {rows}", plain[0], FLOOR, plain[1], LIMIT, seconds),
        Measure.ratio("– i tre grupper", in_strata[0], FLOOR, in_strata[1], LIMIT_IN_STRATA, seconds),
        Measure(f"audit sample draw, {rows}", _whole(drawn)),
        Measure(f"audit frame import, {rows}", _whole(imported)),
    ]


def _whole(cost: Cost) -> str:
    return f"{seconds(cost.cpu)}, {megabytes(cost.memory)}"


def _write_frame(folder: Path) -> Path:
    file = folder / "bruttoliste.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("sag;kommune;journalnr;art\n")
        for case in map(frame_row, range(ROWS)):
            out.write(f"{case.case_id};{case.kommune};{case.file_no};{case.facts['art']}\n")
    return file


def _loops(database: Path, strata: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of our draw and of the bare loop, in turn; both must draw the same."""
    ours, floor = [], []
    with open_store(str(database), study_id=ID, title=TITLE) as store, store.read() as conn:
        rows = list(frames.for_draw(conn, strata))
        gc.freeze()  # the rows shall not be looked through for garbage while ours is measured
        allocation = allocate("proportional", strata, frames.strata_sizes(conn, strata), kommuner(), n=DRAWN)
        for _ in range(TIMES):
            began = process_time()
            drawn = _our_draw(conn, strata, allocation)
            between = process_time()
            again = _bare_draw(rows, allocation)
            ours.append(between - began)
            floor.append(process_time() - between)
            assert drawn == again, "the bare loop draws another sample"
    return ours, floor


def _our_draw(conn: Connection, strata: Sequence[str], allocation: Allocation) -> list[int]:
    found = draw(frames.for_draw(conn, strata), TITLE, strata, allocation)
    return [ticket.case_key for ticket in found.tickets]


def _bare_draw(rows: Sequence[DrawRow], allocation: Allocation) -> list[int]:
    if set(allocation.asked) == {()}:
        tickets = (
            (sha256(normalize("NFC", f"{TITLE}\x1f{kommune}\x1f{case_id}").encode()).digest(), key)
            for key, kommune, case_id, *_ in rows
        )
        return [key for _, key in nsmallest(allocation.asked[()], tickets)]
    strata = defaultdict(list)
    for row in rows:
        digest = sha256(normalize("NFC", f"{TITLE}\x1f{row[1]}\x1f{row[2]}").encode()).digest()
        strata[row[3:]].append((digest, row[0]))
    return [key for values, asked in sorted(allocation.asked.items()) for _, key in nsmallest(asked, strata[values])]
