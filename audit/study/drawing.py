"""The sample of a study: drawn by lot, chosen by criteria or all of the stored frame, and the rubric frozen with it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from audit.authorities import Authorities
from audit.errors import ConfigError, InputError, StateError
from audit.rubric.model import Rubric
from audit.sampling.allocation import Key, allocate
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.census import everyone
from audit.sampling.frame import facts_sha256
from audit.sampling.model import Criteria, Draw, FrameFile
from audit.sampling.purposive import choose
from audit.sampling.tickets import draw as draw_tickets
from audit.study.authorities import changed_list
from audit.study.opening import Study
from audit.wording.lists import listed

if TYPE_CHECKING:
    from audit.config.sample import Sample
    from audit.store import Connection


_AGAIN = "audit frame import --replace"


def draw_sample(study: Study, seed: str | None) -> tuple[Draw, Rubric, Authorities]:
    """Draw the study's sample and freeze its rubric, in one transaction; what was drawn, the rubric, the authorities.

    ``seed`` takes the place of the one in ``audit.toml``. Raises InputError for
    a seed where nothing is drawn by lot, ConfigError naming all that audit.toml
    lacks for a draw, and StateError without a frame, when a sample is drawn already, and when the
    frame was read by other facts than the rubric's.
    """
    from audit.store import samples
    from audit.store.authorities import frozen_authorities
    from audit.store.records import FrozenRubric

    settings = study.config.sample
    criteria, started = settings.criteria, seed or settings.seed
    if criteria and seed:
        raise InputError("Der er valgt efter kriterier og ikke ved lod, så --seed kan ikke bruges. Intet er valgt.")
    if settings.method == CENSUS and seed:
        raise InputError(
            "Alt på bruttolisten skal med, og der trækkes ikke lod, så --seed kan ikke bruges. Intet er taget med."
        )
    if missing := settings.lacking(seed):
        raise ConfigError(
            f"Der mangler noget under [sample] i audit.toml. Intet er lagt fast. Skriv {listed(missing)}."
        )
    found = study.rubric_file()
    rubric, reading = found.rubric, found.reading
    # One transaction for all of it: nobody else can import another frame in between.
    with study.store() as store, store.write(study.who) as tx:
        _check_facts(samples.frame_to_draw(tx.conn), rubric)
        if changed := changed_list(study.config, tx.conn):
            raise StateError(f"{changed} Intet er lagt fast. Indlæs bruttolisten igen: {_AGAIN}")
        if settings.method == CENSUS:
            drawn = everyone_in(tx.conn, settings.strata)
        else:
            drawn = _chosen(tx.conn, settings, criteria) if criteria else _by_lot(tx.conn, settings, started or "")
        name = study.config.files.rubric.name
        samples.save_sample(tx, drawn, FrozenRubric(rubric.id, rubric.version, name, reading.text, reading.sha256))
        authorities = frozen_authorities(tx.conn)
    return drawn, rubric, authorities


def _by_lot(conn: "Connection", settings: "Sample", seed: str) -> Draw:
    from audit.store import frames
    from audit.store.authorities import frozen_authorities

    strata, listed = settings.strata, frozen_authorities(conn)
    sizes = frames.strata_sizes(conn, strata)
    allocation = allocate(settings.allocation, strata, sizes, listed, n=settings.n, given=settings.given)
    return draw_tickets(frames.for_draw(conn, strata), seed, strata, allocation)


def _chosen(conn: "Connection", settings: "Sample", criteria: Criteria) -> Draw:
    from audit.store import frames
    from audit.store.authorities import frozen_authorities

    strata, known = settings.strata, frozen_authorities(conn)
    asked = [(found.code,) for name in settings.kommuner if (found := known.find(name))]
    return chosen_from(conn, strata, asked or frames.strata_sizes(conn, strata), criteria)


def chosen_from(conn: "Connection", strata: Sequence[str], groups: Collection[Key], criteria: Criteria) -> Draw:
    """Choose from the stored frame what ``criteria`` ask of each of ``groups``."""
    from audit.store import frames
    from audit.store.authorities import frozen_authorities

    facts = [*strata, criteria.latest, *([criteria.mark] if criteria.mark else [])]
    return choose(frames.for_draw(conn, facts), strata, groups, criteria, frozen_authorities(conn))


def everyone_in(conn: "Connection", strata: Sequence[str]) -> Draw:
    """Take every case of the stored frame."""
    from audit.store import frames

    return everyone(frames.for_draw(conn, strata), strata)


def _check_facts(frame: FrameFile, rubric: Rubric) -> None:
    """Refuse a frame whose facts were read by other rules than those of the rubric that is being frozen."""
    if frame.facts_sha256 != facts_sha256(rubric):
        raise StateError(
            "Oplysningerne (facts) eller perioden (in_force) er ændret i måleskemaet, siden bruttolisten blev "
            f"indlæst. Intet er lagt fast. Indlæs bruttolisten igen: {_AGAIN}"
        )
