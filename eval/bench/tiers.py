"""How much of everything a benchmark does: a quick look for every change, the full measure by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tier:
    """`sizes` are spans of the shops that are built, smallest first; `reviews` those embedded for real.

    `big` reviews are on the product whole answers are asked about, `giant` spans on the largest product; `pool`
    sentences of each language are what simulated texts are made of; `questions` are asked over HTTP a round, `flat`
    to see whether memory grows.
    """

    name: str
    sizes: tuple[int, ...]
    reviews: int
    rounds: int
    big: int
    giant: int
    pool: int
    questions: int
    flat: int


QUICK = Tier("quick", (1_200, 4_800), 16, 2, 250, 12_000, 60, 48, 200)
FULL = Tier("full", (10_000, 30_000, 100_000), 500, 5, 2_000, 200_000, 250, 128, 10_000)
