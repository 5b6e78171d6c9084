"""Strong, weak or blank, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shigu.engine.chain.results import Quotient, Status
from shigu.engine.chain.standing import Stand
from shigu.engine.chain.thresholds import Thresholds
from shigu.engine.chain.wording import Namer
from shigu.engine.reasons import Reason


@dataclass(frozen=True, slots=True)
class Judgement:
    status: Status
    reasons: tuple[Reason, ...]


def concentration(stands: Sequence[Stand]) -> float | None:
    """Herfindahl–Hirschman index Σ s_k² of position shares scaled to sum 1 (0–1], None if blank.

    Reference:
        Herfindahl 1950; its inverse is the effective number of suppliers (Adelman 1969).
    """
    if not stands:
        return None
    total = sum(stand.share for stand in stands)
    return sum((stand.share / total) ** 2 for stand in stands)


def effective_suppliers(stands: Sequence[Stand]) -> float:
    """1 / HHI: so many suppliers of equal weight would be as concentrated; 0 if blank."""
    index = concentration(stands)
    return 0.0 if index is None else 1 / index


def judge(
    link: str,
    stands: Sequence[Stand],
    quotient: Quotient | None,
    namer: Namer,
    limits: Thresholds,
) -> Judgement:
    """Blank: no enterprise of the cluster. Weak: fewer than ``limits.effective_suppliers``
    effective suppliers, or a location quotient surely below 1, or none and fewer than
    ``limits.few_enterprises``. Strong otherwise."""
    if not stands:
        return Judgement("blank", (_blank(link, namer),))
    doubts = (
        _concentrated(link, stands, namer, limits),
        _rare(link, quotient, namer),
        _few(link, stands, quotient, namer, limits),
    )
    weak = tuple(reason for reason in doubts if reason is not None)
    if weak:
        return Judgement("weak", weak)
    return Judgement("strong", (_strong(link, stands, quotient, namer),))


def _blank(link: str, namer: Namer) -> Reason:
    name = namer(link)
    return Reason(
        "chain.status.blank",
        f"本地还没有企业做{name.zh}。",
        f"{name.en}: no local enterprise yet.",
        {"enterprises": 0},
    )


def _concentrated(
    link: str, stands: Sequence[Stand], namer: Namer, limits: Thresholds
) -> Reason | None:
    effective = effective_suppliers(stands)
    if effective >= limits.effective_suppliers:
        return None
    name, first = namer(link), namer(stands[0].firm.id)
    zh = (
        f"{name.zh}有{len(stands)}家本地企业，以{first.zh}为主，"
        f"按业务占比折算只相当于{effective:.2f}家。"
    )
    en = (
        f"{name.en}: {len(stands)} local enterprises, {first.en} before all; by share of business "
        f"they amount to {effective:.2f} equal suppliers."
    )
    if len(stands) == 1:
        zh = f"{name.zh}在本地只有{first.zh}一家。"
        en = f"{name.en}: {first.en} is the only local enterprise."
    return Reason(
        "chain.status.single" if len(stands) == 1 else "chain.status.concentrated",
        zh,
        en,
        {
            "enterprises": len(stands),
            "effective_suppliers": effective,
            "least_effective_suppliers": limits.effective_suppliers,
        },
        stands[0].firm.sources,
    )


def _rare(link: str, quotient: Quotient | None, namer: Namer) -> Reason | None:
    if quotient is None or quotient.high >= 1:
        return None
    name = namer(link)
    return Reason(
        "chain.status.underrepresented",
        f"{name.zh}的区位商为{quotient.estimate:.2f}，90%区间的上限{quotient.high:.2f}仍低于1，"
        "明显弱于参照地区。",
        f"{name.en}: the location quotient is {quotient.estimate:.2f}, and even the upper end of "
        f"its 90 % interval, {quotient.high:.2f}, is under 1: clearly weaker than the reference.",
        _quotient_inputs(quotient),
    )


def _few(
    link: str,
    stands: Sequence[Stand],
    quotient: Quotient | None,
    namer: Namer,
    limits: Thresholds,
) -> Reason | None:
    if quotient is not None or len(stands) >= limits.few_enterprises:
        return None
    name = namer(link)
    return Reason(
        "chain.status.few",
        f"{name.zh}没有可用的区位商，本地企业只有{len(stands)}家，少于{limits.few_enterprises}家。",
        f"{name.en}: no location quotient can be computed and there are fewer than "
        f"{limits.few_enterprises} local enterprises ({len(stands)}).",
        {"enterprises": len(stands), "few_enterprises": limits.few_enterprises},
    )


def _strong(link: str, stands: Sequence[Stand], quotient: Quotient | None, namer: Namer) -> Reason:
    name, effective = namer(link), effective_suppliers(stands)
    firms = namer.listed([stand.firm.id for stand in stands])
    zh = f"{name.zh}有{firms.zh}{len(stands)}家本地企业，相当于{effective:.1f}家均等的供应者"
    en = (
        f"{name.en}: {len(stands)} local enterprises ({firms.en}), as many as "
        f"{effective:.1f} equal suppliers"
    )
    inputs = _quotient_inputs(quotient) if quotient else {}
    return Reason(
        "chain.status.strong",
        f"{zh}，区位商{quotient.estimate:.2f}。" if quotient else f"{zh}。",
        f"{en}; location quotient {quotient.estimate:.2f}." if quotient else f"{en}.",
        {"enterprises": len(stands), "effective_suppliers": effective, **inputs},
    )


def _quotient_inputs(quotient: Quotient) -> dict[str, str | int | float | bool | None]:
    return {
        "location_quotient": quotient.estimate,
        "plain_ratio": quotient.value,
        "low": quotient.low,
        "high": quotient.high,
        "observed": quotient.observed,
        "expected": quotient.expected,
        "what": quotient.what,
    }
