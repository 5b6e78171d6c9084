"""Why a firm elsewhere is worth a visit, in the words of an investment officer."""

from __future__ import annotations

from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.signal_words import signal_reason
from shigu.engine.chain.signals import Signal
from shigu.engine.chain.tie_words import tie_reason
from shigu.engine.chain.values import ChainInputs
from shigu.engine.chain.wording import Namer, Words, listed, percent
from shigu.engine.reasons import Reason

MOST_HEARD = 3
LEAST_HEARD = 0.05
CAPABILITIES = {
    "research": Words("研究", "research"),
    "laboratory": Words("实验室", "a laboratory"),
    "pilot line": Words("中试线", "a pilot line"),
}


def reasons_for(prospect: Prospect, inputs: ChainInputs, namer: Namer) -> tuple[Reason, ...]:
    told = (
        _fit(prospect, namer),
        _capability(prospect, namer),
        _breadth(prospect, namer),
        _closeness(prospect, namer),
        *(signal_reason(signal, left, namer) for signal, left in _told(prospect)),
        tie_reason(prospect, inputs, namer),
    )
    return tuple(reason for reason in told if reason is not None)


def _told(prospect: Prospect) -> list[tuple[Signal, float]]:
    """What still counts, and revenue whichever way it went."""
    worth = [
        (signal, left)
        for signal, left in prospect.heard.left
        if left >= LEAST_HEARD or signal.kind == "growth"
    ]
    return worth[:MOST_HEARD]


def _fit(prospect: Prospect, namer: Namer) -> Reason:
    link, firm = namer(prospect.link), prospect.firm
    if prospect.share is None or prospect.confidence is None:
        return Reason(
            "chain.candidate.text",
            f"登记的企业中尚无人确认在做{link.zh}，这家的名称或产品介绍提到了它，把握较低，须先核实。",
            f"No firm elsewhere is confirmed for {namer.mid(prospect.link).en}; this one's name or "
            "products mention it, which is weak evidence to be checked first.",
            {"organisation": firm.id},
            firm.sources,
        )
    share, sure = percent(prospect.share), percent(prospect.confidence)
    return Reason(
        "chain.candidate.fit",
        f"{link.zh}约占其业务的{share}（判断把握{sure}）。",
        f"About {share} of its business is {namer.mid(prospect.link).en} ({sure} sure).",
        {"share": prospect.share, "confidence": prospect.confidence},
        firm.sources,
    )


def _breadth(prospect: Prospect, namer: Namer) -> Reason | None:
    if not prospect.others:
        return None
    names = namer.listed_links(prospect.others)
    return Reason(
        "chain.candidate.breadth",
        f"还做{names.zh}，一家可补多个环节。",
        f"It also makes {names.en}, so one firm can serve several links.",
        {"other_links": len(prospect.others)},
    )


def _capability(prospect: Prospect, namer: Namer) -> Reason | None:
    if not prospect.capabilities:
        return None
    link = namer.mid(prospect.link)
    kinds = listed([CAPABILITIES.get(kind, Words(kind, kind)) for kind in prospect.capabilities])
    return Reason(
        "chain.candidate.capability",
        f"在{link.zh}上有{kinds.zh}。",
        f"For {link.en} it has {kinds.en}.",
        {"capabilities": len(prospect.capabilities)},
        prospect.firm.sources,
    )


def _closeness(prospect: Prospect, namer: Namer) -> Reason:
    place, firm = namer(prospect.firm.place), prospect.firm
    told = {
        "city": Words("就在本市，便于上门洽谈", "It is in the same city, within easy reach"),
        "province": Words(f"在{place.zh}，同属本省", f"It is in {place.en}, in the same province"),
    }.get(
        firm.scope, Words(f"在{place.zh}，需跨省引进", f"It is in {place.en}, in another province")
    )
    if firm.km is not None and firm.scope != "city":
        told = told.then(
            f"，距集群约{firm.km:.0f}公里", f", about {firm.km:.0f} km from the cluster"
        )
    told = told.then("。", ".")
    return Reason(
        "chain.candidate.closeness",
        told.zh,
        told.en,
        {"place": firm.place, "scope": firm.scope, "km": firm.km},
    )
