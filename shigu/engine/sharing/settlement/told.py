"""From places and numbers to the tables that are answered, proven to sum to zero."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import LedgerKind
from shigu.engine.sharing.settlement.division import Why
from shigu.engine.sharing.settlement.ground import Ground
from shigu.engine.sharing.settlement.lines import SETTLED, UNTOUCHED
from shigu.engine.sharing.settlement.outcome import Outcome

GROUP = ("y", "f", "k")


def assert_zero_sum(outcome: Outcome) -> None:
    """Every group of a fiscal rule: transfers sum to zero.

    Raises:
        AssertionError: they do not; the first such group is named by its places.
    """
    sums = outcome.lines.group_by(GROUP).agg(pl.col("transfer").sum())
    wrong = sums.filter(pl.col("transfer") != 0)
    if wrong.height:
        raise AssertionError(f"rule {outcome.rule.id}: {wrong.sort(GROUP).row(0, named=True)}")


def told_lines(ground: Ground, outcomes: Sequence[Outcome]) -> pl.DataFrame:
    """The lines of all rules with their words, in order."""
    for outcome in outcomes:
        if outcome.rule.ledger is LedgerKind.FISCAL:
            assert_zero_sum(outcome)
    frame = _ordered(ground, [outcome.lines for outcome in outcomes])
    rules = _rules(outcomes, frame)
    return pl.DataFrame(
        {
            **_words(ground, frame, rules),
            "base_fen": frame["base"],
            "collected_fen": frame["collected"],
            "entitled_fen": frame["entitled"],
            "transfer_fen": frame["transfer"],
            "reasons": _reasons(frame["why"]),
        }
    ).select(pl.col(name).cast(kind) for name, kind in SETTLED.items())


def told_untouched(ground: Ground, outcomes: Sequence[Outcome]) -> pl.DataFrame:
    """What the rules left alone, with words, in order."""
    frame = _ordered(ground, [outcome.untouched for outcome in outcomes])
    words = _words(ground, frame, _rules(outcomes, frame))
    return pl.DataFrame({**words, "base_fen": frame["base"], "reason": frame["reason"]}).select(
        pl.col(name).cast(kind) for name, kind in UNTOUCHED.items()
    )


def _ordered(ground: Ground, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """By year, rule, firm, kind and party, as their names order them."""
    ids = [rule.id for rule in ground.agreement.rules]
    rank = np.argsort(np.argsort(np.array(ground.codes, dtype=object)))
    marked = [
        frame.with_columns(
            pl.lit(place).alias("rule"),
            pl.lit(sorted(ids).index(ids[place])).alias("rule_rank"),
            pl.Series("party_rank", rank[frame["party"].to_numpy()], pl.Int64),
        )
        for place, frame in enumerate(frames)
    ]
    return pl.concat(marked).sort("y", "rule_rank", "f", "k", "party_rank")


def _rules(outcomes: Sequence[Outcome], frame: pl.DataFrame) -> dict[str, pl.Series]:
    rules = [outcome.rule for outcome in outcomes]
    words = {
        "rule": [rule.id for rule in rules],
        "clause": [rule.clause for rule in rules],
        "ledger": [rule.ledger.value for rule in rules],
    }
    return {name: pl.Series(texts).gather(frame["rule"]) for name, texts in words.items()}


def _words(
    ground: Ground, frame: pl.DataFrame, rules: dict[str, pl.Series]
) -> dict[str, pl.Series]:
    """Place −1, the last of each list, is the empty text that stands for all."""
    return {
        "year": frame["y"],
        **rules,
        "firm": _named(ground.firms, frame["f"]),
        "kind": _named(ground.kinds, frame["k"]),
        "party": _named(ground.codes, frame["party"]),
    }


def _named(names: Sequence[str], places: pl.Series) -> pl.Series:
    every = pl.Series((*names, ""), dtype=pl.String)
    return every.gather(places.to_numpy() % len(every))


def _reasons(marks: pl.Series) -> pl.Series:
    """Codes in the order of ``Why``."""
    known = marks.unique().to_list()
    texts = [[why.name.lower() for why in Why if mark & why and why.name] for mark in known]
    places = {mark: place for place, mark in enumerate(known)}
    lists = pl.Series(texts, dtype=pl.List(pl.String))
    return lists.gather(marks.replace_strict(places, return_dtype=pl.Int64))
