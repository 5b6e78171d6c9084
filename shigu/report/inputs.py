"""What a reason was computed from, in words: names of quantities, names instead of ids."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.reasons import Input
from shigu.report.bilingual import Text, same
from shigu.report.names import Json, Names
from shigu.report.numbers import grouped, money
from shigu.report.shadow_prices import RESOURCES

QUANTITIES = {
    "amount": Text("总量", "amount"),
    "area": Text("参照范围", "reference area"),
    "area_m2": Text("面积 ㎡", "area, m²"),
    "available": Text("可用", "available"),
    "available_from": Text("可用自", "available from"),
    "at_least": Text("至少", "at least"),
    "at_most": Text("至多", "at most"),
    "cap": Text("封顶", "cap"),
    "confidence": Text("把握", "confidence"),
    "critical_from": Text("关键门槛", "critical from"),
    "criticality": Text("挂靠程度", "criticality"),
    "criticality_without_substitutes": Text("无替代时", "without substitutes"),
    "discount_rate": Text("折现率", "discount rate"),
    "drainage_t_day": Text("排水 吨/日", "drainage, t/day"),
    "effective_suppliers": Text("有效供应者", "effective suppliers"),
    "emission_t": Text("排放 吨", "emissions, t"),
    "energy_tce": Text("能耗 吨标准煤", "energy, tce"),
    "earliest": Text("最早", "earliest"),
    "enterprises": Text("企业数", "enterprises"),
    "epsilon_yuan": Text("ε", "ε"),
    "error": Text("误差", "error"),
    "error_5_5": Text("五五分误差", "error of 5:5"),
    "error_without_cap": Text("不封顶误差", "error without cap"),
    "error_without_floor": Text("不保底误差", "error without floor"),
    "excess_yuan": Text("退出多得", "gain by leaving"),
    "excluded": Text("不符的空间", "spaces that fail"),
    "expected": Text("期望数", "expected"),
    "fact": Text("事实", "fact"),
    "few_enterprises": Text("企业过少门槛", "few enterprises"),
    "fitting": Text("合用的空间", "spaces that fit"),
    "floor_area_m2": Text("建筑面积 ㎡", "floor area, m²"),
    "floor_yuan": Text("保底", "floor"),
    "gain_yuan": Text("多得", "gain"),
    "from": Text("不与同片区", "apart from"),
    "gains": Text("得益最多", "gains most"),
    "gift_yuan": Text("少得", "gives"),
    "gives": Text("少得最多", "gives most"),
    "growth": Text("增长", "growth"),
    "height_m": Text("层高 m", "height, m"),
    "high": Text("上限", "high"),
    "invest_wan": Text("投资 万元", "investment, 10,000 yuan"),
    "land_income_wan": Text("土地收入 万元", "land income, 10,000 yuan"),
    "land_mu": Text("土地 亩", "land, mu"),
    "largest_gap": Text("最大求解误差", "largest gap"),
    "least_effective_suppliers": Text("有效供应者门槛", "least effective suppliers"),
    "least_expected": Text("期望数门槛", "least expected"),
    "limit": Text("限值", "limit"),
    "link": Text("环节", "link"),
    "load_t_m2": Text("荷载 t/㎡", "load, t/m²"),
    "location_quotient": Text("区位商", "location quotient"),
    "plain_ratio": Text("实有与应有直接之比", "plain ratio of observed to expected"),
    "loss_wan": Text("损失 万元", "loss, 10,000 yuan"),
    "low": Text("下限", "low"),
    "margin_yuan": Text("余地", "margin"),
    "members": Text("成员", "members"),
    "moved": Text("移位", "moved"),
    "moved_yuan": Text("转移", "moved"),
    "needed": Text("需要", "needed"),
    "observed": Text("实有数", "observed"),
    "offered": Text("提供", "offered"),
    "only_this": Text("只因此项", "for this alone"),
    "organisation": Text("企业", "organisation"),
    "organisations": Text("企业与机构", "organisations"),
    "origin_tax_wan": Text("原地税收 万元", "tax at the origin, 10,000 yuan"),
    "other_links": Text("另涉环节", "other links"),
    "out": Text("退出", "out"),
    "paid_yuan": Text("支付", "paid"),
    "place": Text("所在地", "place"),
    "player": Text("参与方", "player"),
    "policy_weight": Text("政策权重", "policy weight"),
    "power_kva": Text("电力 kVA", "power, kVA"),
    "projects": Text("项目数", "projects"),
    "rank": Text("名次", "rank"),
    "resource": Text("资源", "resource"),
    "scope": Text("范围", "scope"),
    "share": Text("业务占比", "share of business"),
    "space": Text("空间", "space"),
    "spaces": Text("空间数", "spaces"),
    "spare": Text("富余", "spare"),
    "start": Text("起始", "start"),
    "success_probability": Text("成功概率", "success"),
    "steps": Text("步数", "steps"),
    "surplus": Text("增益", "surplus"),
    "target_yuan": Text("目标", "target"),
    "through": Text("经由", "through"),
    "tenant": Text("入驻项目", "tenant"),
    "total": Text("合计", "total"),
    "used": Text("已用", "used"),
    "value_wan": Text("现值 万元", "value, 10,000 yuan"),
    "water_t_day": Text("用水 吨/日", "water, t/day"),
    "where": Text("何处", "where"),
    "what": Text("口径", "what is counted"),
    "with": Text("同片区", "in one zone with"),
    "year": Text("年份", "year"),
    "zone": Text("园区", "zone"),
}
WORDS = {
    "listed_firms": Text("上市公司", "listed firms"),
    "enterprises": Text("企业", "enterprises"),
    "cluster": Text("集群", "cluster"),
    "city": Text("本市", "city"),
    "province": Text("本省", "province"),
    "nation": Text("全国", "nation"),
    "nucleolus": Text("核仁", "nucleolus"),
    "shapley": Text("沙普利值", "Shapley value"),
}
TABLES = ("players", "districts", "zones", "links", "organisations")
CALENDAR = frozenset({"year"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Called with a reason, gives (name, value) of each of its inputs, both in words."""

    names: Names

    def __call__(self, reason: Json) -> tuple[tuple[Text, Text], ...]:
        return tuple(
            (self._quantity(key), self._shown(key, value))
            for key, value in reason["inputs"].items()
        )

    def _quantity(self, key: str) -> Text:
        """A quantity that is named by an id is named by what the id stands for."""
        return QUANTITIES.get(key) or self._word(key.removesuffix("_yuan"))

    def _word(self, words: str) -> Text:
        if words in WORDS or words in RESOURCES:
            return WORDS.get(words) or RESOURCES[words]
        table = next((table for table in TABLES if self.names.has(table, words)), None)
        return self.names.text(table, words) if table else self.names.spelled(words)

    def _shown(self, key: str, value: Input) -> Text:
        if value is None or isinstance(value, bool):
            return same("—" if value is None else "✓" if value else "✗")
        if isinstance(value, str):
            return self._word(value)
        return money(value) if key.endswith("_yuan") else same(_figure(key, value))


def _figure(key: str, value: float) -> str:
    if key in CALENDAR:
        return str(value)
    whole = float(value).is_integer() or abs(value) >= 1000
    return grouped(value) if whole else f"{value:.3g}".replace("-", "−")
