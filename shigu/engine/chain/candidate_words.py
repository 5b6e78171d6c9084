"""Why a firm elsewhere is worth a visit, in the words of an investment officer."""

from __future__ import annotations

from shigu.engine.chain.prospects import Prospect
from shigu.engine.chain.ties import Tie
from shigu.engine.chain.wording import Namer, Words, percent
from shigu.engine.reasons import Reason


def reasons_for(prospect: Prospect, namer: Namer) -> tuple[Reason, ...]:
    told = (
        _fit(prospect, namer),
        _breadth(prospect, namer),
        _closeness(prospect, namer),
        _growth(prospect),
        _tie(prospect, namer),
    )
    return tuple(reason for reason in told if reason is not None)


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


def _closeness(prospect: Prospect, namer: Namer) -> Reason:
    place, scope = namer(prospect.firm.place), prospect.firm.scope
    told = {
        "city": Words("就在本市，便于上门洽谈。", "It is in the same city, within easy reach."),
        "province": Words(
            f"在{place.zh}，同属本省。", f"It is in {place.en}, in the same province."
        ),
    }.get(scope, Words(f"在{place.zh}，需跨省引进。", f"It is in {place.en}, in another province."))
    return Reason(
        "chain.candidate.closeness",
        told.zh,
        told.en,
        {"place": prospect.firm.place, "scope": scope},
    )


def _growth(prospect: Prospect) -> Reason | None:
    growth = prospect.firm.growth
    if growth is None:
        return None
    way = Words("增长", "grew") if growth >= 0 else Words("下降", "shrank")
    amount = percent(abs(growth))
    return Reason(
        "chain.candidate.growth",
        f"营业收入一年{way.zh}{amount}。",
        f"Its revenue {way.en} by {amount} in a year.",
        {"growth": growth},
        prospect.firm.sources,
    )


def _tie(prospect: Prospect, namer: Namer) -> Reason:
    tie = prospect.tie
    if tie is None:
        return Reason(
            "chain.candidate.no_tie",
            "供给关系上没有可引荐的本地企业，需直接接洽。",
            "No local firm is tied to it along the supplies; it has to be approached directly.",
        )
    told = _introduction(tie, namer)
    return Reason(
        "chain.candidate.tie",
        told.zh,
        told.en,
        {"through": tie.local.firm.id, "steps": tie.length, "fact": tie.local.fact},
        tie.local.firm.sources,
    )


def _introduction(tie: Tie, namer: Namer) -> Words:
    firm, own, gap = namer(tie.local.firm.id), namer.mid(tie.links[0]), namer.mid(tie.links[-1])
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
