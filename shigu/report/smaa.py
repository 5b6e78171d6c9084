"""Rank probabilities of one gap as a strip of small columns."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from shigu.report.bilingual import Text, listed, say
from shigu.report.markup import drawing, tag
from shigu.report.numbers import percent

STEP, HEIGHT = 13.0, 26.0


def strip(probabilities: Sequence[float]) -> Markup:
    """Column r is as high as the probability of rank r + 1; the likeliest is dark."""
    peak = max(probabilities, default=0.0)
    columns = [_column(r, p, likeliest=p == peak) for r, p in enumerate(probabilities)]
    base = tag("line", x1=0, x2=STEP * len(columns), y1=HEIGHT, y2=HEIGHT, class_="base")
    return drawing(
        STEP * len(columns), HEIGHT + 1, spoken(probabilities), base, *columns, class_="strip"
    )


def likeliest(probabilities: Sequence[float]) -> Text:
    """The rank that the link takes under most weightings, with its probability."""
    peak = max(probabilities)
    rank = list(probabilities).index(peak) + 1
    return say("第 {r} 位 {p}", "rank {r}: {p}", r=rank, p=percent(peak, 0))


def spoken(probabilities: Sequence[float]) -> Text:
    ranks = listed(
        say("第{r}位 {p}", "rank {r} {p}", r=r, p=percent(p, 0))
        for r, p in enumerate(probabilities, 1)
        if p >= 0.005
    )
    return say("各名次的概率：{ranks}", "Probability of each rank: {ranks}", ranks=ranks)


def _column(rank: int, probability: float, *, likeliest: bool) -> Markup:
    height = max(probability * HEIGHT, 0.6)
    return tag(
        "rect",
        x=rank * STEP + 1,
        y=HEIGHT - height,
        width=STEP - 3,
        height=height,
        class_="peak" if likeliest else "step",
    )
