"""One joint plan for all tests of the report: real shapes and long names, invented figures."""

from __future__ import annotations

import dataclasses
import random
from itertools import combinations
from typing import Any, Literal

from shigu.engine.chain.controlled import ApplicationControl, Control, Missing
from shigu.engine.chain.inputoutput.impact import Induced, Purchases
from shigu.engine.chain.inputoutput.results import InputOutput, ProjectImpact
from shigu.engine.chain.results import (
    AreaFrontier,
    Candidate,
    Controllable,
    Criteria,
    Dependent,
    FrontierPoint,
    Gap,
    GapStability,
    LinkAssessment,
    MoveOffer,
    Presence,
    ProductSpaceFindings,
    Quotient,
    Receipt,
    Status,
    Step,
)
from shigu.engine.chain.stress.results import Failure, Stress
from shigu.engine.chain.values import SCOPES
from shigu.engine.plan.results import (
    SCHEMA,
    ChainPart,
    Entry,
    Index,
    JointPlan,
    Limit,
    PackStamp,
    Run,
    Sensitivity,
)
from shigu.engine.reasons import Reason
from shigu.engine.sharing.results import (
    AgainstEqual,
    CoalitionValue,
    Excess,
    LeastCore,
    Sharing,
    Terms,
    TermsParameters,
)
from shigu.engine.siting.results import (
    NearMiss,
    Placement,
    RunnerUp,
    ShadowPrice,
    SitingPlan,
    Unplaced,
)
from tests.report.links import LINKS, SEGMENTS

WAN = 1e4
STATUSES: tuple[Status, ...] = ("strong", "weak", "blank")
PLAYERS = {
    "binjiang": ("滨江", "Binjiang"),
    "xiaoshan": ("萧山", "Xiaoshan"),
    "qiantang": ("钱塘", "Qiantang"),
    "chengxi": ("城西科创大走廊", "Chengxi corridor"),
    "hangzhou": ("杭州市", "Hangzhou City"),
}
ZONES = (
    (
        "coop-park",
        "滨江萧山特别合作园",
        "Special Cooperation Park",
        "xiaoshan",
        "window",
        120.19,
        30.14,
    ),
    ("xianghu", "湘湖未来产业社区", "Xianghu Future Community", "xiaoshan", "main", 120.21, 30.135),
    ("sanjiang", "三江创智新城", "Sanjiang New Town", "xiaoshan", "main", 120.17, 30.07),
    ("window", "视谷之窗产业综合体", "Vision Valley Window", "xiaoshan", "window", 120.2, 30.145),
    ("turing", "图灵小镇", "Turing Town", "xiaoshan", "main", 120.25, 30.22),
    ("etdz", "萧山经济技术开发区", "Xiaoshan ETDZ", "xiaoshan", "main", 120.29, 30.2),
    ("binjiang-core", "高新区（滨江）核心区", "Binjiang core", "binjiang", "core", 120.2, 30.19),
    ("qiantang-core", "钱塘芯谷", "Qiantang core", "qiantang", "cooperating", 120.48, 30.3),
    (
        "chengxi-yuhang",
        "未来科技城",
        "Future Sci-Tech City",
        "yuhang",
        "cooperating",
        119.99,
        30.28,
    ),
    ("chengxi-linan", "青山湖科技城", "Qingshan Lake Town", "linan", "cooperating", 119.78, 30.25),
)
DISTRICTS = {
    "hangzhou": ("杭州市", "Hangzhou", "hangzhou", "city"),
    "binjiang": ("滨江区", "Binjiang", "binjiang", "district"),
    "xiaoshan": ("萧山区", "Xiaoshan", "xiaoshan", "district"),
    "qiantang": ("钱塘区", "Qiantang", "qiantang", "district"),
    "yuhang": ("余杭区", "Yuhang", "chengxi", "district"),
    "linan": ("临安区", "Lin'an", "chengxi", "district"),
    "fuyang": ("富阳区", "Fuyang", None, "district"),
    "city-440300": ("深圳市", "Shenzhen", None, "city"),
}
BOXES = {
    "binjiang": (120.14, 30.14, 120.24, 30.22),
    "xiaoshan": (120.14, 29.85, 120.5, 30.14),
    "qiantang": (120.3, 30.22, 120.7, 30.4),
    "yuhang": (119.7, 30.25, 120.1, 30.55),
    "linan": (118.9, 29.95, 119.7, 30.4),
    "fuyang": (119.4, 29.75, 120.14, 30.2),
}


def reason(code: str, zh: str, en: str, **inputs: Any) -> Reason:
    return Reason(code, zh, en, inputs, ("s-plan",))


def joint_plan(*, placed: int = 40, unplaced: int = 9, seed: int = 7) -> JointPlan:
    draw = random.Random(seed)
    chain = _chain(draw)
    siting = _siting(draw, placed, unplaced)
    return JointPlan(
        schema=SCHEMA,
        pack=PackStamp(
            *("vision-valley", "1.0.0", "中国视谷参考数据包", "China Vision Valley reference pack"),
            *("3f9a" * 16, {"links": 94, "projects": 49}, {"links": 14, "projects": 7}),
        ),
        run=Run(7, 8.42, "0.1.0", "2026-11-23", 10, 0.04, {"chain": 0.4, "siting": 3.1}),
        chain=chain,
        candidates=_candidates(draw, chain),
        siting=siting,
        sharing=_sharing(draw, siting.objective_yuan),
        sensitivity=_sensitivity(draw, siting),
        limits=(
            Limit(
                "limits.illustrative", "项目与空间多为示例", "Most projects are illustrative", 49
            ),
            Limit(
                "limits.unknown",
                "滨江与萧山的分成比例未公开",
                "The real sharing ratio is not public",
                None,
            ),
        ),
        index=_index(draw, placed + unplaced),
    )


def document(**options: Any) -> dict[str, Any]:
    """The plan as it comes out of ``plan.json``."""
    return dataclasses.asdict(joint_plan(**options))


def link_rows() -> list[list[str]]:
    return [line.split("|") for line in LINKS.strip().splitlines()]


def _chain(draw: random.Random) -> ChainPart:
    links = tuple(_link(draw, row[0]) for row in link_rows())
    gaps = [link for link in links if link.status != "strong"]
    gaps.sort(key=lambda link: -link.criticality)
    found = tuple(_gap(draw, i, g, len(gaps)) for i, g in enumerate(gaps))
    space = ProductSpaceFindings(None, (), (), (), (), None)
    return ChainPart(
        *(links, found, _stress(links), _control(links)),
        *(_steady(found[0]), _offer(found[0]), space, _frontier(links), _flows()),
    )


def _steady(gap: Gap) -> tuple[GapStability, ...]:
    words = ("输入变动时名次在 1–3 之间。", "Its rank stays between 1 and 3.")
    return (GapStability(gap.link, 1, 1, 3, (0.6, 0.3, 0.1), 0.9, 0.7, *words),)


def _offer(gap: Gap) -> tuple[MoveOffer, ...]:
    words = ("本地有海康威视可作客户。", "A possible customer here: Hikvision.")
    return (MoveOffer(gap.link, ("space-1",), 2000.0, (), ("hik",), (), (), *words),)


def _frontier(links: tuple[LinkAssessment, ...]) -> tuple[AreaFrontier, ...]:
    points = (
        FrontierPoint(links[0].id, 0.55, 1.24, 0.5, on_frontier=True),
        FrontierPoint(links[1].id, 0.25, -0.5, 0.1, on_frontier=False),
    )
    return (AreaFrontier("cluster", "cluster", (), points, None),)


def _flows() -> InputOutput:
    bought = Purchases(1980.0, 228.0, 926.0, 1320.0)
    nation = Induced(8042.0, 2852.0, 1302.0, 134.0, 226.0)
    cluster = Induced(2889.0, 764.0, 359.0, None, None)
    found = tuple(
        ProjectImpact(key, "mmwave-radar", 10, 6440.0, bought, 0.26, nation, cluster)
        for key in ("project-1", "closed-project")
    )
    return InputOutput("china", 2020, (), (), {}, (), found, None)


def _stress(links: tuple[LinkAssessment, ...]) -> Stress:
    firm = next(link.organisations[0] for link in links if link.organisations)
    falls = (
        Failure("link", (links[0].id,), 0.5, 0.9, (links[-1].id,)),
        Failure("firm", (firm,), 0.25, 0.25, (links[-1].id,)),
        Failure("outside", (), 0.125, 1.0, (links[-1].id,)),
    )
    return Stress(falls, (), {"link": len(links), "firm": 1, "outside": 1}, (), (), (), 0)


def _control(links: tuple[LinkAssessment, ...]) -> Control:
    key = links[-1].id
    return Control(
        (),
        tuple(
            ApplicationControl(key, scope, share, (Missing(links[0].id, 1 - share, (key,)),), 0.0)
            for scope, share in zip(SCOPES, (0.25, 0.5, 0.75, 1.0), strict=True)
        ),
    )


def _link(draw: random.Random, key: str) -> LinkAssessment:
    status = draw.choices(STATUSES, [5, 2, 1.5])[0]
    criticality = round(draw.random() ** 2 * 0.4, 3)
    missing = reason(
        "chain.lq.no_reference", "没有全国参照数，无法计算。", "No reference count.", link=key
    )
    known = Quotient(1.62, 0.74, 2.9, 4, 2.47, "listed_firms", 1.55)
    quotient = known if draw.random() > 0.3 else None
    districts = ("binjiang", "xiaoshan", "qiantang", "yuhang", "linan")
    count = {"strong": 5, "weak": 1, "blank": 0}[status]
    return LinkAssessment(
        id=key,
        by_district={
            d: Presence(
                *(draw.randint(0, count), 0, 0.3),
                quotient if draw.random() > 0.6 else None,
                missing,
            )
            for d in districts
        },
        location_quotient=quotient,
        why=None if quotient else missing,
        status=status,
        critical=status != "strong" and criticality > 0.12,
        criticality=criticality,
        hangs_on=(Dependent("smart-camera", 0.31, 0.62), Dependent("machine-vision", 0.12, 0.4)),
        organisations=("hik",) * min(count, 1),
        concentration=0.4 if count else None,
        single_source=status == "weak",
        controllable=Controllable(0.4, 0.5, 0.7, 0.95),
        reasons=(
            reason("chain.status", "集群内企业数量决定状态。", "By firms.", organisations=count),
        ),
    )


def _gap(draw: random.Random, rank: int, link: LinkAssessment, total: int) -> Gap:
    weights = [draw.random() / (1 + abs(rank - r)) ** 2 for r in range(min(total, 10))]
    whole = sum(weights)
    return Gap(
        link=link.id,
        status=link.status,
        priority=max(0.9 - rank * 0.02, 0.05),
        criteria=Criteria(0.8, 0.5, 0.4, 1.0),
        rank_probability=tuple(w / whole for w in weights),
        central_weights=Criteria(0.4, 0.2, 0.2, 0.2),
        receipt=Receipt(
            *(312, 287, ("CMOS", "图像传感器"), ("dahua",), ("s-plan", "s-list"), "2026-11-23"),
            *(0.86, 0.74),
        ),
        laboratories=("xidian",) if rank % 3 == 0 else (),
        why_zh="智能摄像机的三成供给依赖它，集群内没有企业在做；全国已有多家上市公司，西电杭研院有相关实验室。",
        why_en="Three tenths of smart cameras lean on it and no firm of the cluster makes it.",
    )


def _candidates(draw: random.Random, chain: ChainPart) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            gap.link,
            organisation,
            round(0.9 - 0.1 * i, 2),
            (reason("chain.candidate.fit", "主营即此环节。", "Its main line.", share=0.8),),
            (
                Step("organisation", "hik"),
                Step("link", "smart-camera"),
                Step("link", gap.link),
                Step("organisation", organisation),
            ),
        )
        for gap in chain.gaps[:8]
        for i, organisation in enumerate(draw.sample(["cn-1", "cn-2", "cn-3", "cn-4"], 3))
    )


def _siting(draw: random.Random, placed: int, unplaced: int) -> SitingPlan:
    placements = tuple(_placement(draw, i) for i in range(placed))
    objective = sum(p.value_yuan for p in placements)
    return SitingPlan(
        *(objective, objective * 1.0004, 0.0004, "optimal", 2.31, placements),
        tuple(_unplaced(i) for i in range(placed, placed + unplaced)),
        (
            ShadowPrice("land", "space-1", "mu", 40.0, 40.0, 412_300.0, 412_300.0, True, 380_000.0),
            ShadowPrice(
                "power", "space-2", "100 kVA", 1200.0, 1200.0, 8_100.0, 7_400.0, False, None
            ),
        ),
    )


def _placement(draw: random.Random, i: int) -> Placement:
    land = i % 3 == 0
    return Placement(
        project=f"project-{i}",
        space=f"space-{i % 25}",
        area_m2=round(draw.uniform(10, 80) * 2000 / 3, 2) if land else draw.randint(8, 90) * 100.0,
        start=f"202{7 + i % 3}-{1 + i % 12:02d}-01",
        value_yuan=round(draw.uniform(-80, 5200)) * WAN,
        reasons=(
            reason("siting.fit", "层高与荷载都满足。", "Height and load suffice.", height_m=7.2),
        ),
        runner_up=RunnerUp(None if i % 7 == 0 else "space-3", 231 * WAN) if i % 5 else None,
    )


def _unplaced(i: int) -> Unplaced:
    return Unplaced(
        f"project-{i}",
        1840 * WAN,
        (reason("siting.height", "需要层高 9 m，最高只有 7.2 m。", "It needs 9 m.", height_m=9),),
        None if i % 2 else 320 * WAN,
        (
            NearMiss(
                "space-4", "height", "9 m", "7.2 m", "若接受 7.2 m 层高即可。", "Fits at 7.2 m."
            ),
        ),
    )


def _sharing(draw: random.Random, whole: float) -> Sharing:
    players = tuple(PLAYERS)
    alone = tuple(whole * part for part in (0.04, 0.12, 0.08, 0.1, 0.0))
    coalitions = {
        members: CoalitionValue(members, _worth(members, players, alone, whole), 0.0)
        for size in range(1, 6)
        for members in combinations(players, size)
    }
    shapley = tuple(whole * part for part in (0.31, 0.34, 0.13, 0.15, 0.07))
    nucleolus = tuple(whole * part for part in (0.33, 0.36, 0.12, 0.14, 0.05))
    rules = (shapley, nucleolus, nucleolus)
    excess = tuple(
        Excess(m, *(c.value_yuan - sum(x[players.index(p)] for p in m) for x in rules))
        for m, c in coalitions.items()
        if len(m) < 5
    )
    terms = _terms(players, nucleolus)
    return Sharing(
        *(players, tuple(coalitions.values()), alone, shapley, nucleolus),
        *(LeastCore(-0.01 * whole, nucleolus), False),
        reason(
            "sharing.core", "核仁分配在核心之内。", "The nucleolus lies in the core.", epsilon=-1
        ),
        excess,
        (reason("sharing.none", "没有联盟会因退出而得益。", "No coalition gains by leaving."),),
        *(whole - sum(alone), terms, dataclasses.replace(terms, error=0.083)),
    )


def _worth(
    members: tuple[str, ...], players: tuple[str, ...], alone: tuple[float, ...], whole: float
) -> float:
    if len(members) == len(players):
        return whole
    own = sum(alone[players.index(p)] for p in members)
    return own + whole * 0.05 * (len(members) - 1)


def _terms(players: tuple[str, ...], target: tuple[float, ...]) -> Terms:
    rows = tuple(
        AgainstEqual(p, t, t * 1.01, t * (1.3 if i % 2 else 0.7), t * 0.8, t * 1.2)
        for i, (p, t) in enumerate(zip(players, target, strict=True))
    )
    phases = {p: (0.5, 0.382 + 0.02 * i, 0.25) for i, p in enumerate(players[:4])}
    return Terms(
        *("phases", "local_tax", "nucleolus"),
        TermsParameters(
            *(((1, 3), (4, 6), (7, 10)), phases, 0.05),
            *({"hangzhou": 0.6, "qiantang": 0.4}, 0.4, 5e5),
        ),
        {row.player: row.designed for row in rows},
        rows,
        *(0.012, 0.271),
        (reason("sharing.terms", "按核仁拟合。", "Fitted to the nucleolus.", error=0.012),),
    )


def _sensitivity(draw: random.Random, siting: SitingPlan) -> tuple[Sensitivity, ...]:
    kept = {p.project: round(draw.uniform(0.4, 1), 2) for p in siting.placements}
    base = siting.objective_yuan
    return (
        Sensitivity(
            *("value", "估值同升同降两成", "All values ±20 %", 30),
            *((base * 0.8, base, base * 1.2), 0.91, kept),
            dict.fromkeys(PLAYERS, base * 0.1),
            dict.fromkeys(PLAYERS, base * 0.3),
            0.97,
        ),
    )


def _entry(zh: str, en: str, *, fact: bool = True, **attributes: Any) -> Entry:
    status: Literal["fact", "illustrative"] = "fact" if fact else "illustrative"
    return Entry(zh, en, status, "s-plan" if fact else None, attributes)


def _index(draw: random.Random, projects: int) -> Index:
    firm = {
        "hik": ("杭州海康威视数字技术股份有限公司", "Hikvision", "binjiang"),
        "dahua": ("浙江大华技术股份有限公司", "Dahua Technology", "binjiang"),
        "xidian": ("西安电子科技大学杭州研究院", "Xidian Hangzhou Institute", "xiaoshan"),
        "cn-1": ("思特威（上海）电子科技股份有限公司", "", "city-440300"),
        "cn-2": ("深圳市大族激光科技产业集团股份有限公司", "", "city-440300"),
        "cn-3": ("北京君正集成电路股份有限公司", "Ingenic", "city-440300"),
        "cn-4": ("烟台睿创微纳技术股份有限公司", "", "city-440300"),
    }
    segments = [line.split("|") for line in SEGMENTS.strip().splitlines()]
    return Index(
        players={k: _entry(zh, en) for k, (zh, en) in PLAYERS.items()},
        districts={
            k: _entry(zh, en, player=player, level=level, gb_code=None)
            for k, (zh, en, player, level) in DISTRICTS.items()
        },
        zones={
            k: _entry(zh, en, district=d, role=role, kind="park", lon=lon, lat=lat)
            for k, zh, en, d, role, lon, lat in ZONES
        },
        layers={
            "foundation": _entry("基础层", "Foundation"),
            "technology": _entry("技术层", "Technology"),
            "application": _entry("应用层", "Application"),
        },
        segments={k: _entry(zh, en, layer=layer) for k, layer, zh, en in segments},
        links={
            k: _entry(zh, en, fact=False, parent=s, layer=_layer(segments, s))
            for k, s, zh, en in link_rows()
        },
        supplies=tuple(_supplies(draw)),
        organisations={k: _entry(zh, en, district=d) for k, (zh, en, d) in firm.items()},
        spaces={
            f"space-{i}": _entry(
                *(
                    f"{ZONES[i % 10][1]}{i + 1}号标准厂房（示例）",
                    f"Workshop {i + 1} (illustrative)",
                ),
                fact=False,
                zone=ZONES[i % 10][0],
                kind="land" if i % 3 == 0 else "factory",
            )
            for i in range(25)
        },
        projects={
            f"project-{i}": _entry(
                *(f"车规级毫米波雷达与域控制器第{i + 1}产线项目（示例）", f"Radar line {i + 1}"),
                fact=i % 9 == 0,
                introducer=("binjiang", "xiaoshan", "qiantang", "yuhang", "hangzhou")[i % 5],
                link="mmwave-radar",
                invest_wan=12_000,
            )
            for i in range(projects)
        },
        scenes={},
        sectors={},
        pools={"pool-energy-2027": _entry("杭州市能耗指标（2027 年）", "Energy, 2027", fact=False)},
        quotas={"quota-projects": _entry("钱塘区项目数下限", "Projects in Qiantang, at least")},
        sources={
            "s-plan": _entry(
                "产业发展规划（示范来源）", "The plan", url="https://example.org/plan"
            ),
            "s-list": _entry("上市公司公开信息", "Listed firms", url="example.org/list (2021)"),
        },
        boundaries={
            k: (((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)),)
            for k, (x0, y0, x1, y1) in BOXES.items()
        },
    )


def _layer(segments: list[list[str]], segment: str) -> str:
    return next(row[1] for row in segments if row[0] == segment)


def _supplies(draw: random.Random) -> list[tuple[str, str, float, float]]:
    keys = [row[0] for row in link_rows()]
    pairs = sorted({tuple(sorted(draw.sample(range(len(keys)), 2))) for _ in range(190)})
    return [(keys[a], keys[b], round(draw.random(), 2), 0.3) for a, b in pairs]
