"""What an answer, or several together, means legally."""

from pydantic import ConfigDict, Field

from audit.rubric.fields import Id, Ids
from audit.rubric.parts import CONDITION_HELP, Condition, Model


class Finding(Model):
    """What an answer means legally (fund)."""

    model_config = ConfigDict(title="fundet")

    id: Id = Field(description="Fundets navn.")
    outcome: Id = Field(
        "", description="Udfaldet, fundet fører til. Kræves, når skemaet har en trappe af udfald (»ladder«)."
    )
    text: str = Field("", description="Fundet i ord, som kommunen læser det.")
    recommend: Ids = Field((), description="Anbefalinger, fundet taler for.")
    law: Ids = Field((), description="Reglerne; ellers spørgsmålets.")


class CombinedFinding(Finding):
    """A finding that follows from several answers together, or from a number or a date."""

    model_config = ConfigDict(title="fundet")

    when: Condition = Field(description="Hvornår. " + CONDITION_HELP)
    source: str = Field("", description="Dokumentet, når fundet ikke henviser til en regel.")
