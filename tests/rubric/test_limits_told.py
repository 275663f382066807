"""An answer beyond a limit is told the limit as a Danish reader writes it."""

import pytest

from audit.rubric.values import NotAnAnswer
from tests.tools.rubrics import rubric

RUBRIC = rubric("""
sections:
  - id: s
    title: S
    questions:
      - {id: timer, text: T, type: number, min: 1.5}
      - {id: dag, text: D, type: date, max: 2024-12-31}
""")


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("timer", "1,2", "1,2 er mindre end 1,5, som er det mindste."),
        ("dag", "1-1-2025", "1-1-2025 er efter 31. december 2024, som er den seneste."),
    ],
)
def test_the_limit_is_in_danish(question: str, typed: str, said: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        RUBRIC.questions[question].read(typed)
    assert str(refused.value) == said
