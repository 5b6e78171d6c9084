"""Units and methods, as the page prints them."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.report.bilingual import Text, same


@dataclass(frozen=True, slots=True)
class Unit:
    sign: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class Method:
    what: Text
    reference: str


UNITS = (
    Unit(
        Text("万元、亿元", "yuan"),
        Text(
            "1 万元 = 10,000 元；1 亿元 = 10,000 万元",
            "Chinese yuan (CNY); tables are in 10,000 or 100 million yuan, as their heads say",
        ),
    ),
    Unit(
        Text("亩", "mu"),
        Text("1 亩 = 2000/3 ㎡，15 亩 = 1 公顷", "1 mu = 2000/3 m²; 15 mu = 1 hectare"),
    ),
    Unit(same("kVA"), Text("变压器容量", "transformer capacity")),
    Unit(
        Text("吨标准煤", "tce"),
        Text("年综合能耗，吨标准煤", "energy use a year in tonnes of standard coal"),
    ),
    Unit(
        Text("现值", "present value"),
        Text("按折现率折算到方案日期的金额", "amounts discounted to the day of the plan"),
    ),
    Unit(
        Text("区位商", "location quotient"),
        Text(
            "本地占比 ÷ 参照占比；方括号内为 90 % 可信区间",
            "local share ÷ reference share; in brackets the 90 % credible interval",
        ),
    ),
    Unit(
        Text("挂靠程度", "criticality"),
        Text(
            "该环节停摆时，应用环节加权损失的份额",
            "weighted share of the applications lost when the link falls",
        ),
    ),
    Unit(
        Text("影子价格", "shadow price"),
        Text(
            "某资源再多 1 单位值多少：先看整数取舍放开后的边际价及其复算，再看方案重解后的实得",
            "what one more unit is worth: at the margin of the relaxation, there re-solved, "
            "and to the plan itself when it is solved again",
        ),
    ),
)
METHODS = (
    Method(
        Text("区位商的区间：经验贝叶斯", "interval of the location quotient: empirical Bayes"),
        "Clayton & Kaldor 1987, Biometrics 43: 671–681",
    ),
    Method(
        Text("挂靠：投入产出失效模型", "what hangs on a link: inoperability input–output"),
        "Haimes & Jiang 2001; Santos & Haimes 2004",
    ),
    Method(
        Text("缺口排序：随机多准则可接受性分析 SMAA-2", "ranking of gaps: SMAA-2"),
        "Lahdelma, Hokkanen & Salminen 1998; Lahdelma & Salminen 2001",
    ),
    Method(
        Text(
            "空间匹配：带附加约束的广义指派", "siting: generalised assignment with side constraints"
        ),
        "Ross & Soland 1975; Martello & Toth 1990, ch. 7",
    ),
    Method(Text("沙普利值", "Shapley value"), "Shapley 1953"),
    Method(
        Text("核仁与最小核", "nucleolus and least core"),
        "Schmeidler 1969; Maschler, Peleg & Shapley 1979",
    ),
)
