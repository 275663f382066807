"""What ``audit results --by kommune`` shows, from the answers as parquet, in polars: ``python parquet.py PARQUET``.

What one writes who knows the rubric: a row for each answer with its kommune.
Outcomes are counted by kommune, from the gravest answers of each case; that
they add up to the whole and to rigtighed costs nothing. The measures hang on
one answer each and are counted when the answers are, in the whole alone, as
are the sizes of numbers: so many kommuner are not shown for those.
"""

import sys

import polars as pl

GRAVE = 3
"""Findings are of three degrees, by the number of their question."""
FEW = 50
NO, UNKNOWN = "nej", "fremgår_ikke"


def counts(file: str) -> dict[str, pl.DataFrame]:
    """By what is counted: answers (measures too), denominators and numbers of the whole, outcomes by kommune."""
    answers = pl.scan_parquet(file)
    numbers = answers.filter(pl.col("question").str.starts_with("sider"), pl.col("special") == 0).select(
        "question", number=pl.col("value").cast(pl.Int64)
    )
    found = pl.collect_all(
        [
            answers.group_by("question", "value", "special").len(),
            answers.filter(pl.col("position") == 0).group_by("question").len(),
            numbers.group_by("question").agg(*_summary()),
            _outcomes(answers).group_by("kommune", "outcome").len(),
        ]
    )
    return dict(zip(("answers", "asked", "numbers", "outcomes"), found, strict=True))


def _summary() -> list[pl.Expr]:
    number = pl.col("number")
    return [
        number.min().alias("smallest"),
        number.median().alias("middle"),
        number.max().alias("largest"),
        number.mean().alias("mean"),
        (number <= FEW).sum().alias("few"),
    ]


def _outcomes(answers: pl.LazyFrame) -> pl.LazyFrame:
    """The degree of each case: of its gravest finding, or GRAVE when an unknown answer could make it graver."""
    degree = pl.col("question").str.strip_prefix("spørgsmål-").cast(pl.Int32) % GRAVE
    deciding = answers.filter(pl.col("question").str.starts_with("spørgsmål"))
    worst = (pl.when(pl.col("value") == one).then(degree).otherwise(0).max() for one in (NO, UNKNOWN))
    certain, perhaps = pl.col("certain"), pl.col("perhaps")
    return (
        deciding.group_by("kommune", "assessment")
        .agg(*(one.alias(name) for one, name in zip(worst, ("certain", "perhaps"), strict=True)))
        .select("kommune", outcome=pl.when(perhaps > certain).then(GRAVE).otherwise(certain))
    )


if __name__ == "__main__":
    counts(sys.argv[1])
