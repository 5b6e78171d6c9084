"""Two settlements of the same years, line against line, and the lines that correct one."""

from __future__ import annotations

import polars as pl

from shigu.engine.sharing.settlement.lines import SETTLED, Settlement

KEY = ["year", "rule", "ledger", "firm", "kind", "party"]
AMOUNTS = ["collected_fen", "entitled_fen", "transfer_fen"]
REVERSAL, CORRECTION = "reversal", "correction"


def difference(old: Settlement, new: Settlement) -> pl.DataFrame:
    """Lines that are not the same: what they were, what they are, and new less old.

    Columns are year, rule, ledger, firm, kind and party, then for collected, entitled and transfer
    ``old_…``, ``new_…`` and ``more_…`` in fen; a line that only one of them has is nought in the
    other. Differences of a fiscal group sum to zero as its transfers do.
    """
    both = _amounts(old, "old").join(
        _amounts(new, "new"), on=KEY, how="full", coalesce=True, nulls_equal=True
    )
    filled = both.with_columns(pl.exclude(KEY).fill_null(0))
    more = [
        (pl.col(f"new_{name}") - pl.col(f"old_{name}")).alias(f"more_{name}") for name in AMOUNTS
    ]
    changed = pl.any_horizontal(pl.col(f"more_{name}") != 0 for name in AMOUNTS)
    return filled.with_columns(more).filter(changed).sort(KEY)


def corrections(old: Settlement, new: Settlement) -> pl.DataFrame:
    """Lines to append to a ledger that holds ``old`` so that it sums to ``new``.

    Each line that changed is reversed whole (reason ``reversal``) and posted anew
    (``correction``); what did not change is left alone. In the columns of ``SETTLED``.
    """
    changed = difference(old, new).select(KEY)
    back = _lines(old, changed, REVERSAL).with_columns(-pl.col(AMOUNTS))
    return pl.concat([back, _lines(new, changed, CORRECTION)]).sort(
        *KEY, pl.col("reasons").list.contains(CORRECTION)
    )


def _amounts(settlement: Settlement, name: str) -> pl.DataFrame:
    return settlement.lines.select(*KEY, pl.col(AMOUNTS).name.prefix(f"{name}_"))


def _lines(settlement: Settlement, keys: pl.DataFrame, reason: str) -> pl.DataFrame:
    kept = settlement.lines.join(keys, on=KEY, how="semi")
    marked = pl.concat_list(pl.lit(reason), pl.col("reasons"))
    return kept.with_columns(marked.alias("reasons")).select(list(SETTLED))
