"""A gap told to an officer: who supplies it, what hangs on it, who could close it, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shigu.engine.chain.means import Means
from shigu.engine.chain.results import Dependent, LinkAssessment, Receipt
from shigu.engine.chain.values import APPLICATION, Link
from shigu.engine.chain.wording import NOTHING, Namer, Words, joined, listed, percent

SHOWN_CUT = 0.005
SELDOM = 0.005
RELATED = 0.3
RING_WORDS = {
    "city": Words("本市其他区", "elsewhere in the city"),
    "province": Words("省内其他市", "elsewhere in the province"),
    "nation": Words("省外", "in other provinces"),
}

RANK_WORDS = {1: ("排第一", "first"), 3: ("排进前三", "among the first three")}


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything known of one gap; ``place`` is its rank by criticality among ``links``."""

    link: Link
    assessed: LinkAssessment
    means: Means
    receipt: Receipt
    place: int
    links: int


def explain(finding: Finding, chances: Sequence[float], namer: Namer) -> Words:
    """One paragraph in each language, built from the figures."""
    return joined(
        (
            _standing(finding.assessed),
            _hanging(finding, namer),
            _closing(finding.means, namer),
            _certainty(finding, namer),
            urgency(chances),
        )
    )


def _standing(assessed: LinkAssessment) -> Words:
    told = [reason for reason in assessed.reasons if reason.code.startswith("chain.status.")]
    if len(told) > 1:
        told = [reason for reason in told if reason.code != "chain.status.few"]
    return joined(Words(reason.zh, reason.en) for reason in told)


def _hanging(finding: Finding, namer: Namer) -> Words:
    assessed = finding.assessed
    leaning = [one for one in assessed.hangs_on if one.cut >= SHOWN_CUT]
    mean = percent(assessed.criticality)
    if not leaning and finding.link.layer == APPLICATION:
        return Words(
            f"它本身就是应用环节，一旦停摆，应用端按政策权重平均损失{mean}。",
            f"It is an application itself; if it fell, applications would lose {mean} on the "
            "policy-weighted average.",
        )
    if not leaning:
        return Words("目前没有应用明显依赖它。", "No application leans on it noticeably so far.")
    losses = listed([_loss(one, namer) for one in leaning])
    return Words(
        f"一旦断供，{len(leaning)}个应用受影响：{losses.zh}；按政策权重平均，应用端损失{mean}，"
        f"关键程度在全链{finding.links}个环节中列第{finding.place}位。",
        f"If it fell, {len(leaning)} application{'s' * (len(leaning) > 1)} would suffer: "
        f"{losses.en}; weighted by policy, applications would lose {mean}, which makes it "
        f"number {finding.place} of {finding.links} links by criticality.",
    )


def _loss(one: Dependent, namer: Namer) -> Words:
    name, cut = namer(one.link), percent(one.cut)
    return Words(f"{name.zh}损失{cut}", f"{namer.mid(one.link).en} {cut}")


def _closing(means: Means, namer: Namer) -> Words:
    return joined((_candidates(means), _laboratories(means, namer), _related(means)))


def _candidates(means: Means) -> Words:
    if not means.candidates:
        return Words(
            "名录中外地也没有企业在做，宜组织联合攻关。",
            "No enterprise elsewhere in the register makes it, so it calls for joint research.",
        )
    rings = [(RING_WORDS[ring], count) for ring, count in means.elsewhere.items() if count]
    zh = "、".join(f"{ring.zh}{count}家" for ring, count in rings)
    en = ", ".join(f"{count} {ring.en}" for ring, count in rings)
    return Words(f"可引进的企业有{zh}。", f"Enterprises that could come: {en}.")


def _laboratories(means: Means, namer: Namer) -> Words:
    if not means.laboratories:
        return NOTHING
    names = namer.listed(means.laboratories)
    return Words(
        f"本地的{names.zh}有这方面的研究或中试能力。",
        f"Research or a pilot line is at hand: {names.en}.",
    )


def _related(means: Means) -> Words:
    if means.density < RELATED:
        return NOTHING
    share = percent(means.density)
    return Words(
        f"与它相近的环节中，本地已占优的达{share}，有基础承接。",
        f"The cluster is already specialised in {share} of what lies near it.",
    )


def _certainty(finding: Finding, namer: Namer) -> Words:
    paper, blank = finding.receipt, finding.assessed.status == "blank"
    sure, dated = percent(paper.confidence), f"截至{paper.date}，" if paper.date else ""
    until = f" (as of {paper.date})" if paper.date else ""
    claim_zh = "确为空白" if blank else "没有遗漏其他企业"
    claim_en = "the link is truly empty" if blank else "no further enterprise was missed"
    return _near(finding, namer) + Words(
        f"{dated}共查阅本地{paper.searched}家机构的名称和产品，判断{claim_zh}的把握为{sure}。",
        f"Names and products of {paper.searched} local organisations were read{until}; the "
        f"probability that {claim_en} is {sure}.",
    )


def _near(finding: Finding, namer: Namer) -> Words:
    unknown = [one for one in finding.receipt.near if one not in finding.means.laboratories]
    if not unknown:
        return NOTHING
    names = namer.listed(unknown)
    return Words(
        f"{names.zh}的介绍提到相关产品，宜先上门核实。",
        f"Worth a visit first, since their own words mention it: {names.en}.",
    )


def urgency(chances: Sequence[float]) -> Words:
    """The first set of leading ranks that it reaches noticeably: first, first three, first ten."""
    if len(chances) < 2:
        return NOTHING
    leading = [1] if len(chances) <= 3 else [3, len(chances)]
    reached = [most for most in leading if SELDOM <= sum(chances[:most]) < 1 - SELDOM]
    most = reached[0] if reached else leading[0]
    chance = percent(min(1.0, sum(chances[:most])))
    zh, en = RANK_WORDS.get(most, (f"排进前{most}位", f"among the first {most}"))
    return Words(
        f"不论各项标准如何加权，它{zh}的概率为{chance}。",
        f"Over all weightings of the criteria it comes {en} with probability {chance}.",
    )
