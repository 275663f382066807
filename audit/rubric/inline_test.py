"""The tests that are written in a rubric: a case in a few lines, and what must come out."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from audit.rubric.fields import Id, Ids, Text
from audit.rubric.parts import Model

Counts = dict[Id, Literal["ja", "nej", "ukendt", "uden_for"]]

"""Whether a case is counted: ja; nej: only in the denominator; ukendt: there, and an unknown answer decides whether
it is counted; uden_for: not in the denominator, or an unknown answer decides whether it is."""


class Expectation(Model):
    """What an inline test says must come out."""

    model_config = ConfigDict(title="det ventede")

    outcome: Id | None = Field(None, description="Udfaldet.")
    findings: tuple[Id, ...] | None = Field(None, description="Alle fund, og ikke andre.")
    recommend: Ids | None = Field(None, description="Alle anbefalinger, sagen taler for, og ikke andre.")
    measures: Counts = Field(
        {}, description="Nøgletal: ja (tælles), nej (kun i nævneren), ukendt (et ukendt svar afgør det) eller uden_for."
    )
    recommendations: Counts = Field(
        {}, description="Anbefalinger: ja, nej (kun i nævneren), ukendt (et ukendt svar afgør det) eller uden_for."
    )
    not_asked: Ids = Field((), description="Spørgsmål, der ikke stilles i sagen.")
    refused: dict[Id, Any] = Field(
        {}, description="Svar og oplysninger, der ikke kan gives, fx et tal over grænsen eller en dag uden for tiden."
    )
    missing: Ids | None = Field(None, description="Alle oplysninger, sagen skal have og ikke har, og ikke andre.")


class InlineTest(Model):
    """A case in a few lines, with what the rubric must make of it.

    Questions without an answer here are left out of account.
    """

    model_config = ConfigDict(title="prøven")

    name: Text = Field(description="Hvad prøven viser.")
    facts: dict[str, Any] = Field(default_factory=dict, description="Sagens oplysninger.")
    given: dict[str, Any] = Field(default_factory=dict, description="Svarene.")
    expect: Expectation = Field(description="Det, der skal komme ud.")
