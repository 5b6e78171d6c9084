"""What is known of a loss that was not proven: between which amounts it lies."""

from __future__ import annotations

from shigu.engine.reasons import Input
from shigu.engine.siting.alternatives import Alternative
from shigu.engine.siting.wording import Words, money


def interval(found: Alternative) -> Words:
    """In words, to be put behind a sentence; nothing where nothing is known."""
    least, most = money(found.at_least), money(found.loss)
    low, high = found.at_least.fen > 0, found.plan is not None
    if low and high:
        return Words(
            f"：方案整体少 {least.zh} 至 {most.zh}",
            f": the plan loses {least.en} to {most.en}",
        )
    if high:
        return Words(f"：方案整体至多少 {most.zh}", f": the plan loses {most.en} at most")
    if low:
        return Words(f"：方案整体至少少 {least.zh}", f": the plan loses {least.en} at least")
    return Words("", "")


def interval_inputs(found: Alternative) -> dict[str, Input]:
    """The same as figures; ``loss_at_most_yuan`` is ``None`` where no such plan was found."""
    most = None if found.plan is None else float(found.loss.yuan)
    return {"loss_at_least_yuan": float(found.at_least.yuan), "loss_at_most_yuan": most}
