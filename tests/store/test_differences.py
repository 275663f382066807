"""What is stored against what the log says of it."""

import pytest

from audit.cases import Round
from audit.store import Store, log, recorded
from tests.store.test_log import scored
from tests.tools.store import answered, begun, evaluation, raw, recorded_one, save, with_sample


def differing(store: Store) -> list[str]:
    with store.read() as conn:
        return [str(one) for one in log.differences(conn)]


def test_what_is_stored_is_what_the_log_says(store: Store) -> None:
    assert differing(store) == []
    one = scored(store)
    begun(store, 3, Round.SECOND, "cd")
    with store.write("ab") as tx:
        save(tx, one, {"flere": answered("b", "a", "c")})
        save(tx, one, {"ord": answered("")})
        save(tx, one, {"skriftlig": answered(remark="Se »bilag«", citation="akt 7, s. 2")})
        save(tx, one, {"flere": answered("b", "a", "c", remark="x")})
        save(tx, one, {"flere": answered("b", "a", "c")}, evaluation(None, ["skriftlig"]))
        recorded.save_recorded(tx, [recorded_one(1, "rigtig", {"a": "ja", "b": ("x", "y")})])
    assert differing(store) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE answer SET value = 'ja'",
            ["sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke det, loggen siger."],
        ),
        ("DELETE FROM answer", ["sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke det, loggen siger."]),
        (
            "INSERT INTO answer SELECT assessment, 'nyt', position, value, special, counted FROM answer",
            ["sagen 851/s3, runden »første«: svaret på »nyt« er ikke det, loggen siger."],
        ),
        (
            "INSERT INTO answer SELECT assessment, question, 1, 'ja', special, counted FROM answer",
            ["sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke det, loggen siger."],
        ),
        (
            "UPDATE note SET citation = 'akt 8'",
            ["sagen 851/s3, runden »første«: noten til »skriftlig« er ikke den, loggen siger."],
        ),
        (
            "UPDATE assessment SET outcome = 'ændres'",
            ["sagen 851/s3, runden »første«: udfaldet er ikke det, loggen siger."],
        ),
        (
            "UPDATE assessment SET outcome = NULL",
            ["sagen 851/s3, runden »første«: udfaldet er ikke det, loggen siger."],
        ),
        (
            "UPDATE assessment SET started = '2020-01-01T00:00:00.000000+00:00'",
            ["sagen 851/s3, runden »første«: bedømmelsen er ikke begyndt på det tidspunkt, loggen siger."],
        ),
        (
            "UPDATE answer SET special = (1 = 1)",
            ["sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke gemt, som programmet gemmer svar."],
        ),
        (
            "UPDATE answer SET position = 1",
            ["sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke gemt, som programmet gemmer svar."],
        ),
        (
            "UPDATE assessment SET reviewer = 'xy'",
            ["sagen 851/s3, runden »første«: bedømmeren er ikke den, loggen siger."],
        ),
        (
            "UPDATE assessment SET case_key = 6",
            [
                "sagen 360/æ/ø å, runden »første«: svaret på »skriftlig« er ikke det, loggen siger.",
                "sagen 360/æ/ø å, runden »første«: bedømmeren er ikke den, loggen siger.",
                "sagen 360/æ/ø å, runden »første«: noten til »skriftlig« er ikke den, loggen siger.",
                "sagen 360/æ/ø å, runden »første«: udfaldet er ikke det, loggen siger.",
                "sagen 360/æ/ø å, runden »første«: bedømmelsen er ikke begyndt på det tidspunkt, loggen siger.",
                "sagen 851/s3, runden »første«: svaret på »skriftlig« er ikke det, loggen siger.",
                "sagen 851/s3, runden »første«: bedømmeren er ikke den, loggen siger.",
                "sagen 851/s3, runden »første«: noten til »skriftlig« er ikke den, loggen siger.",
                "sagen 851/s3, runden »første«: udfaldet er ikke det, loggen siger.",
                "sagen 851/s3, runden »første«: bedømmelsen er ikke begyndt på det tidspunkt, loggen siger.",
            ],
        ),
        (
            "UPDATE frame_case SET case_id = 's9' WHERE key = 5",
            [
                "sagen 851/s9, runden »første«: svaret på »skriftlig« er ikke det, loggen siger.",
                "sagen 851/s9, runden »første«: bedømmeren er ikke den, loggen siger.",
                "sagen 851/s9, runden »første«: noten til »skriftlig« er ikke den, loggen siger.",
                "sagen 851/s9, runden »første«: udfaldet er ikke det, loggen siger.",
                "sagen 851/s9, runden »første«: bedømmelsen er ikke begyndt på det tidspunkt, loggen siger.",
                "sagen 851/s3 står i loggen, men er ikke med i undersøgelsen.",
            ],
        ),
    ],
)
def test_what_was_changed_behind_the_log_is_found(
    store: Store, store_url: str, statement: str, found: list[str]
) -> None:
    scored(store)
    raw(store_url, statement)
    assert differing(store) == found


def test_cases_are_compared_in_small_lots_and_none_is_forgotten(
    store: Store, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "CASES_AT_ONCE", 2)
    with_sample(store)
    with store.write("ab") as tx:
        recorded.save_recorded(tx, [recorded_one(key, "rigtig", {"a": "ja"}) for key in range(1, 7)])
    assert differing(store) == []
    raw(store_url, "UPDATE answer SET value = 'nej'")
    assert len(differing(store)) == 6
