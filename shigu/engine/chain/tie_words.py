"""Through whom to approach a firm elsewhere: over ownership, supplies, or both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.ties import Tie
from shigu.engine.chain.values import ChainInputs, Ownership
from shigu.engine.chain.wording import Namer, Words, and_list, percent
from shigu.engine.reasons import Reason


def tie_reason(prospect: Prospect, inputs: ChainInputs, namer: Namer) -> Reason:
    tie = prospect.tie
    if tie is None:
        return Reason(
            "chain.candidate.no_tie",
            "供给与持股关系上没有可引荐的本地企业，需直接接洽。",
            "No local firm is tied to it by supplies or ownership; it has to be approached "
            "directly.",
        )
    rows = {(row.owner, row.owned): row for row in inputs.ownerships}
    steps = [*_between(tie.before, rows), *_between(tie.after, rows)]
    told = _owned(tie, steps, namer) if tie.relation == "owner" else _supplied(tie, steps, namer)
    sources = (*tie.local.firm.sources, *(row.source for row in steps if row.source))
    return Reason(
        "chain.candidate.tie",
        told.zh,
        told.en,
        {
            "through": tie.local.firm.id,
            "steps": tie.length,
            "owners": len(steps),
            "fact": tie.local.fact and all(row.fact for row in steps),
        },
        tuple(dict.fromkeys(sources)),
    )


Rows = dict[tuple[str, str], Ownership]


def _between(way: Sequence[str], rows: Rows) -> Iterable[Ownership]:
    """What joins neighbours along a row of organisations, whichever of the two owns."""
    for one, other in pairwise(way):
        yield rows[one, other] if (one, other) in rows else rows[other, one]


def _owned(tie: Tie, steps: Sequence[Ownership], namer: Namer) -> Words:
    firm = namer(tie.local.firm.id)
    head = Words(f"可由{firm.zh}引荐：", f"{firm.en} can introduce it: ")
    return _told(head, _holdings(steps, namer))


def _supplied(tie: Tie, steps: Sequence[Ownership], namer: Namer) -> Words:
    firm = namer(tie.local.firm.id)
    if steps:
        way = namer.listed_links(tie.links, 4)
        head = Words(
            f"可由{firm.zh}引荐：经{way.zh}上下游相连，且",
            f"{firm.en} can introduce it, along {way.en}: ",
        )
        return _told(head, _holdings(steps, namer))
    own, gap = namer.mid(tie.links[0]), namer.mid(tie.links[-1])
    head = Words(
        f"可由{firm.zh}引荐：它做{own.zh}，", f"{firm.en} can introduce it: it makes {own.en}"
    )
    if tie.relation == "buys":
        return head.then(f"这一环节直接采购{gap.zh}。", f", a link that buys {gap.en} directly.")
    if tie.relation == "supplies":
        return head.then(f"是{gap.zh}的直接上游。", f", a direct input of {gap.en}.")
    between = namer.listed_links(tie.links[1:-1])
    return head.then(
        f"经{between.zh}与{gap.zh}上下游相连。",
        f", tied to {gap.en} by way of {between.en}.",
    )


def _holdings(steps: Sequence[Ownership], namer: Namer) -> Words:
    told = [_holding(row, namer) for row in steps]
    return Words("，".join(row.zh for row in told), and_list([row.en for row in told]))


def _holding(row: Ownership, namer: Namer) -> Words:
    owner, owned = namer(row.owner), namer(row.owned)
    if row.share is None:
        return Words(f"{owner.zh}控制{owned.zh}", f"{owner.en} controls {owned.en}")
    share = percent(row.share)
    return Words(f"{owner.zh}持有{owned.zh}{share}", f"{owner.en} holds {share} of {owned.en}")


def _told(head: Words, tail: Words) -> Words:
    """With one full stop, also behind a name that ends in one (Ltd.)."""
    return head.then(f"{tail.zh}。", f"{tail.en.rstrip('.')}.")
