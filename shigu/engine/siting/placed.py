"""Why a project stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.reasons import Reason
from shigu.engine.siting.alternatives import Alternative
from shigu.engine.siting.barred import barred
from shigu.engine.siting.conflict import phased
from shigu.engine.siting.groups import apart_pairs, together_groups
from shigu.engine.siting.naming import areas, called, find, projects, space
from shigu.engine.siting.network import Arc
from shigu.engine.siting.open_cost import interval, interval_inputs
from shigu.engine.siting.requirements import tightest
from shigu.engine.siting.results import Placement, RunnerUp
from shigu.engine.siting.solve import Solved, assignment_of
from shigu.engine.siting.value import land_income_wan
from shigu.engine.siting.values import Need, Space
from shigu.engine.siting.wording import Words, figure, listed, money
from shigu.engine.values import Area, Money


def placement(base: Solved, j: int, alternative: Alternative) -> Placement:
    """The placement of arc ``j`` with its reasons and the price of not having it."""
    arc = base.network.arcs[j]
    return Placement(
        project=arc.need.id,
        space=arc.space.id,
        area_m2=_area_m2(arc.need, arc.space),
        start=arc.start.isoformat(),
        value_yuan=float(arc.value.yuan),
        score=float(arc.score),
        reasons=(
            _choice(base, arc),
            *_conditions(base, arc, alternative),
            *tightest(arc.need, arc.space),
            _start(arc),
            _value(arc),
            *_ties(base, arc),
            *_phases(base, arc),
            *_points(base, arc),
            *_gains(base, arc),
            *_open_question(alternative),
        ),
        runner_up=_runner_up(base, arc, alternative),
    )


def _runner_up(base: Solved, arc: Arc, alternative: Alternative) -> RunnerUp | None:
    if alternative.plan is None or not alternative.proven:
        return None
    elsewhere = assignment_of(base.network, alternative.plan).get(arc.need.id)
    return RunnerUp(space=elsewhere, loss_yuan=float(alternative.loss.yuan))


def _area_m2(need: Need, space: Space) -> float:
    if space.kind == "land":
        return float(Area.from_mu(need.land_mu or 0).m2)
    return float(need.floor_area_m2 or 0)


def _choice(base: Solved, arc: Arc) -> Reason:
    """How many spaces fit, and where this one stands among them by value."""
    rivals = [base.network.arcs[k] for k in base.network.by_need[arc.need.id]]
    better = sum(rival.value > arc.value for rival in rivals)
    spaces, fitting = len(base.network.problem.spaces), len(rivals)
    return Reason(
        code="siting.choice",
        zh=f"{spaces} 处空间中 {fitting} 处满足全部要求，按现值此处列第 {better + 1}",
        en=f"{fitting} of {spaces} spaces meet every requirement; this one is no. {better + 1} "
        "by value",
        inputs={"spaces": spaces, "fitting": fitting, "rank": better + 1, "zone": arc.space.zone},
    )


def _conditions(base: Solved, arc: Arc, alternative: Alternative) -> Iterator[Reason]:
    """What somebody has decided: that it stays here, that it goes not elsewhere."""
    problem, own = base.network.problem, arc.need.id
    if own in problem.locked:
        cost = money(Money(-alternative.loss.fen))
        known = alternative.plan is not None and alternative.proven and alternative.loss.fen < 0
        yield Reason(
            "siting.locked",
            "锁定在此" + (f"；放开后方案整体可多 {cost.zh}" if known else ""),
            "locked to this place"
            + (f"; without the lock the plan gains {cost.en}" if known else ""),
            {"loss_wan": float(alternative.loss.wan) if alternative.proven else None},
        )
    yield from barred(problem, arc.need)


def _start(arc: Arc) -> Reason:
    by_space = arc.space.available_from > arc.need.earliest
    cause_zh = "空间届时交付" if by_space else "项目最早要求"
    cause_en = "when the space is delivered" if by_space else "the first day the project asks for"
    return Reason(
        code="siting.start",
        zh=f"{arc.start} 起用：{cause_zh}",
        en=f"occupied from {arc.start}, {cause_en}",
        inputs={
            "start": str(arc.start),
            "earliest": str(arc.need.earliest),
            "available_from": str(arc.space.available_from),
        },
    )


def _value(arc: Arc) -> Reason:
    income, chance = land_income_wan(arc.need, arc.space), arc.need.success_probability
    worth, land = money(arc.value), money(Money.from_wan(income))
    return Reason(
        code="siting.value",
        zh=f"期望现值 {worth.zh}（成功概率 {chance:.0%}"
        + (f"，土地出让 {land.zh}）" if income else "）"),
        en=f"expected present value {worth.en} (success {chance:.0%}"
        + (f", land {land.en})" if income else ")"),
        inputs={
            "value_wan": float(arc.value.wan),
            "success_probability": chance,
            "land_income_wan": float(income),
        },
    )


def _ties(base: Solved, arc: Arc) -> Iterator[Reason]:
    problem, own = base.network.problem, arc.need.id
    zone = arc.space.zone
    for group in together_groups(problem.needs):
        if own in group:
            others = [each for each in group if each != own]
            names, place = projects(problem, others), areas(problem, [zone])
            zh, en = f"与{names.zh}同在{place.zh}", f"in {place.en} together with {names.en}"
            yield Reason("siting.together", zh, en, {"with": ";".join(others), "zone": zone})
    for pair in apart_pairs(problem.needs):
        if own in pair:
            other = pair[pair[0] == own]
            name = projects(problem, [other])
            zh, en = f"与{name.zh}不同片区", f"in another zone than {name.en}"
            yield Reason("siting.apart", zh, en, {"from": other, "zone": zone})


def _phases(base: Solved, arc: Arc) -> Iterator[Reason]:
    """What it is a phase of, and where that one stands."""
    earlier = arc.need.phase_of
    if earlier is not None:
        place = base.solution.assignment[earlier]
        told = phased(
            called(find(base.network.problem.needs, earlier)), Words("本项目", "it"),
            arc.need.phase_near,
        )  # fmt: skip
        where = space(base.network.problem, place)
        yield Reason(
            "siting.phase",
            f"{told.zh}（前期在{where.zh}）",
            f"{told.en}; that one is in {where.en}",
            {"phase_of": earlier, "space": place},
        )


def _points(base: Solved, arc: Arc) -> Iterator[Reason]:
    """What it scores here, by the preferences that hold."""
    held = {arc.space.id, arc.space.zone, arc.space.district}
    met = [each for each in arc.need.preferences if each.area in held]
    if met:
        names = listed(_area(base, arc, each.area) for each in met)
        score = figure(float(arc.score))
        yield Reason(
            "siting.score",
            f"评分 {score}：在{names.zh}",
            f"scores {score}: in {names.en}",
            {"score": float(arc.score), "areas": ";".join(each.area for each in met)},
        )


def _area(base: Solved, arc: Arc, area: str) -> Words:
    own = area == arc.space.id
    return called(arc.space) if own else areas(base.network.problem, [area])


def _gains(base: Solved, arc: Arc) -> Iterator[Reason]:
    """Whom it stands near to the gain of both."""
    for pair, *_ in base.network.gained(base.chosen):
        if arc.need.id not in (pair.one, pair.other):
            continue
        partner = pair.other if arc.need.id == pair.one else pair.one
        name, worth = projects(base.network.problem, [partner]), money(pair.value)
        gain = [Words(worth.zh, worth.en)] if pair.value.fen else []
        if pair.score:
            points = figure(float(pair.score))
            gain.append(Words(f"{points} 分", f"{points} points"))
        told = listed(gain)
        yield Reason(
            "siting.synergy",
            f"与{name.zh}相近，协同 {told.zh}",
            f"near {name.en}: a synergy of {told.en}",
            {"with": partner, "value_wan": float(pair.value.wan), "score": float(pair.score)},
        )


def _open_question(alternative: Alternative) -> Iterator[Reason]:
    if not alternative.proven:
        zh, en = "次优方案在限时内未证明", "the runner-up was not proven within the time limit"
        between = interval(alternative)
        yield Reason(
            "siting.runner_up_open", zh + between.zh, en + between.en, interval_inputs(alternative)
        )
    elif alternative.plan is None:
        zh, en = "不在此处则下限或同片区要求无法满足", "only here are all floors and ties kept"
        yield Reason("siting.only_place", zh, en)
