"""The plan on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shigu.engine.plan.results import JointPlan

YUAN_PER_WAN = 10_000
SHOWN = 5


def summary(plan: JointPlan, out: Path, lang: str) -> str:
    """Answer first: gaps, firms, places, shares, what moves it, where to read on."""
    write = _chinese if lang == "zh" else _english
    return "\n".join((*write(plan), "", f"  {out / 'plan.html'}", f"  {out / 'plan.json'}"))


def _chinese(plan: JointPlan) -> Iterator[str]:
    index, siting, sharing = plan.index, plan.siting, plan.sharing
    blanks = sum(gap.status == "blank" for gap in plan.chain.gaps)
    yield f"\n{plan.pack.title_zh} · 联合方案（{plan.run.as_of}，{plan.run.seconds:.1f} 秒）\n"
    yield f"缺什么    空白环节 {blanks} 个、薄弱环节 {len(plan.chain.gaps) - blanks} 个；最急："
    for gap in plan.chain.gaps[:SHOWN]:
        firms = "、".join(_firms(plan, gap.link, "zh")) or "尚无人选"
        chance = sum(gap.rank_probability[:SHOWN])
        yield f"          {index.links[gap.link].zh}（前{SHOWN}位概率 {chance:.0%}） 可招：{firms}"
    yield (
        f"落在哪    {len(siting.placements)} 个项目有了位置，{len(siting.unplaced)} 个暂无；"
        f"净现值 {_wan(siting.objective_yuan)} 万元，差距上限 {siting.gap:.2%}"
    )
    yield f"怎么分    合作净增 {_wan(sharing.surplus_yuan)} 万元。{sharing.would_leave[0].zh}"
    for player, alone, fair in zip(
        sharing.players, sharing.stand_alone, sharing.nucleolus, strict=True
    ):
        yield f"          {index.players[player].zh}：单干 {_wan(alone)}，核仁 {_wan(fair)} 万元"
    yield f"条款      分成误差 {sharing.terms.error:.2%}（五五分 {sharing.terms.error_5_5:.1%}）"
    yield f"会变吗    {_moves_zh(plan)}"


def _english(plan: JointPlan) -> Iterator[str]:
    index, siting, sharing = plan.index, plan.siting, plan.sharing
    blanks = sum(gap.status == "blank" for gap in plan.chain.gaps)
    yield f"\n{plan.pack.title_en} · joint plan ({plan.run.as_of}, {plan.run.seconds:.1f} s)\n"
    yield f"Missing   {blanks} blank links, {len(plan.chain.gaps) - blanks} weak; most pressing:"
    for gap in plan.chain.gaps[:SHOWN]:
        firms = ", ".join(_firms(plan, gap.link, "en")) or "no candidate yet"
        chance = sum(gap.rank_probability[:SHOWN])
        yield f"          {index.links[gap.link].en} (first {SHOWN}: {chance:.0%}): {firms}"
    yield (
        f"Where     {len(siting.placements)} projects placed, {len(siting.unplaced)} not; "
        f"present value {_wan(siting.objective_yuan)} 万元, gap at most {siting.gap:.2%}"
    )
    yield (
        f"Shares    cooperation earns {_wan(sharing.surplus_yuan)} 万元. "
        f"{sharing.would_leave[0].en}"
    )
    for player, alone, fair in zip(
        sharing.players, sharing.stand_alone, sharing.nucleolus, strict=True
    ):
        yield f"          {index.players[player].en}: {_wan(alone)} alone, {_wan(fair)} nucleolus"
    yield f"Terms     error {sharing.terms.error:.2%} (5:5 {sharing.terms.error_5_5:.1%})"
    yield f"Moves     {_moves_en(plan)}"


def _firms(plan: JointPlan, link: str, lang: str) -> list[str]:
    found = [c.organisation for c in plan.candidates if c.link == link][:3]
    entries = [plan.index.organisations[firm] for firm in found]
    if lang == "en":
        return [entry.en for entry in entries]
    return [str(entry.attributes["short_name"] or entry.zh) for entry in entries]


def _moves_zh(plan: JointPlan) -> str:
    widest = plan.sensitivity[-1]
    low, _, high = widest.objective_yuan
    return (
        f"{widest.zh}：净现值 {_wan(low)}–{_wan(high)} 万元，"
        f"{widest.kept:.0%} 的落位不变，{widest.core_stable:.0%} 的情形下无人退出"
    )


def _moves_en(plan: JointPlan) -> str:
    widest = plan.sensitivity[-1]
    low, _, high = widest.objective_yuan
    return (
        f"{widest.en}: {_wan(low)}–{_wan(high)} 万元, {widest.kept:.0%} of placements stay, "
        f"nobody leaves in {widest.core_stable:.0%}"
    )


def _wan(yuan: float) -> str:
    return f"{yuan / YUAN_PER_WAN:,.0f}"
