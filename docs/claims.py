"""The reference of claims.yaml, made from its models; the examples are from files that tests read."""

from pathlib import Path

from keys import WHOLE, examples_in, section

from audit.nouns import CASE, filled
from audit.results.claimable import OWN_TOTALS
from audit.results.claims_model import ClaimsFile
from audit.workshop.schema import tidied, titled

ROOT = Path(__file__).parents[1]
READ = (*sorted((ROOT / "examples").glob("*/claims.yaml")), ROOT / "tests" / "cases" / "claims_written.yaml")
HEAD = """# Påstande (`claims.yaml`)

<!-- Skrevet af docs/generate.py; ret beskrivelserne i audit/results i stedet. -->

En fil med påstande har de tal, en tekst oplyser om undersøgelsen. `audit results --against claims.yaml` regner hvert
tal ud igen og siger, hvilke der ikke passer; så slutter kommandoen med 1. Står filen i `audit.toml` som
`claims = "claims.yaml"` under `[files]`, er påstandene også med i rapport og projektmappe.

- Kun det, der står i filen, sammenlignes. Er der kun trykt en procent, er `percent` nok.
- En procent sammenlignes med de decimaler, den er skrevet med, og halve rundes op: 12,5 % er 13 % og 12,5 %, men ikke
  12 %. Skriv decimaler med punktum: `percent: 12.5`.
- Det, kilden ikke trykker, men som følger af den, nævnes under `derived`. Det regnes også efter, men står aldrig under
  »Trykt« eller i JSON's `published`.
- Et tal kan være sandt ud af flere nævnere, fx alle sager og de sager, der kan vurderes. Den nævner, der passer til
  påstanden, vises under »Ud af«. Et nøgletal har den nævner, måleskemaet giver det; er nøgletallet et udfald blandt
  alle sager, kan det også være ud af de sager, der kan vurderes.
- Kan antal, nævner og procent ikke være sande på samme tid, siges det.
"""
TOTALS = """## Undersøgelsens egne tal

Under `id` kan der stå et nøgletal i måleskemaet eller et af disse navne. Har måleskemaet et nøgletal af samme navn,
gælder nøgletallet.

| navn | hvad der tælles |
|---|---|
"""


def claims() -> str:
    """The page: how claims are compared, a table for each part of the file, and the study's own totals."""
    schema = tidied(ClaimsFile.model_json_schema(by_alias=True, mode="validation"))
    below = {name: titled(name, part) for name, part in schema.pop("$defs").items()}
    parts = {WHOLE: {**schema, "title": "Filen"}, **{name: below[name] for name in ("Claim", "ClaimedAnswer")}}
    examples = examples_in(READ, parts)
    sections = [section(name, parts, examples) for name in parts]
    rows = "".join(f"| `{name}` | {filled(said, CASE)} |\n" for name, said in OWN_TOTALS.items())
    return "\n".join([HEAD, *sections, TOTALS + rows])
