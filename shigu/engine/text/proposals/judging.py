"""How a proposal is put together: facts apart from plans, and what keeps it out of bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shigu.engine.reasons import Reason
from shigu.engine.text.normal.integrity import CONFIRMED_FROM
from shigu.engine.text.proposals.fields import NAMES, factual
from shigu.engine.text.proposals.values import Kind, Known, Proposal, Value

Fields = Iterable[Value]
STRENGTH = ("happened", "agreed", "cumulative", "level", "planned", "")
REASONS = {
    "damaged": (
        "页面可信度 {score:.2f}，低于 {least}：逐条看",
        "the page's integrity is {score:.2f}, below {least}: to be looked at one by one",
    ),
    "no_fact": ("只说了计划，没有事实", "it tells plans only, no fact"),
    "name": (
        "“{name}”不能确定是哪一家",
        "“{name}” does not settle who is meant",
    ),
    "conflict": ("{field}有两种说法", "two figures are told for {field}"),
    "rough": ("{field}是约数", "{field}: told roughly"),
    "step": (
        "阶段按流程走：还要这一步的证据，由人填写",
        "a stage is reached by its step, whose evidence a person gives",
    ),
    "missing": ("还缺{field}，由人填写", "{field}: missing, for a person to fill in"),
}


def reason(code: str, **inputs: str | float) -> Reason:
    """Why a proposal is to be looked at by itself."""
    zh, en = REASONS[code]
    in_zh, in_en = _named(inputs)
    return Reason(f"review.{code}", zh.format(**in_zh), en.format(**in_en), dict(inputs))


def _named(inputs: Mapping[str, str | float]) -> tuple[Mapping[str, str | float], ...]:
    """The inputs for each language, with a field called by its name."""
    names = NAMES[str(inputs["field"])] if "field" in inputs else ()
    return tuple({**inputs, "field": name} for name in names) or (inputs, inputs)


def put_together(
    kind: Kind,
    key: str,
    subject: str,
    values: Fields,
    *,
    target: Known | None,
    integrity: float,
    doubts: Iterable[Reason] = (),
) -> Proposal | None:
    """A proposal of these values; None where they change nothing that is known."""
    facts, plans, conflicts = _sorted(kind, values)
    standing = target.values if target else {}
    changed = {name: each for name, each in facts.items() if _differs(standing, each)}
    if target and not changed and not plans:
        return None
    shown = tuple(changed.values())
    modality = min((each.modality for each in (*shown, *plans)), key=_strength)
    why = [*doubts, *conflicts, *_rough(shown)]
    if not changed or modality not in ("happened", "agreed"):
        why.append(reason("no_fact"))
    if integrity < CONFIRMED_FROM:
        why.append(reason("damaged", score=integrity, least=CONFIRMED_FROM))
    confidence = min(each.confidence for each in (shown or plans))
    return Proposal(
        kind,
        f"{kind}:{key}",
        subject,
        target.code if target else "",
        shown,
        plans,
        modality,
        round(confidence, 4),
        not why,
        tuple(why),
    )


def _sorted(kind: Kind, values: Fields) -> tuple[dict[str, Value], tuple[Value, ...], list[Reason]]:
    """Facts by field, the surest first told; the rest as plans; fields that are told twice."""
    facts: dict[str, Value] = {}
    plans: list[Value] = []
    told_twice: list[Reason] = []
    for each in sorted(values, key=lambda one: -one.confidence):
        if not factual(kind, each):
            plans.append(each)
        elif each.field not in facts:
            facts[each.field] = each
        elif facts[each.field].value != each.value:
            told_twice.append(reason("conflict", field=each.field))
            plans.append(each)
    return facts, tuple(plans), told_twice


def _differs(standing: Mapping[str, object], each: Value) -> bool:
    return bool(standing.get(each.field) != each.value)


def _rough(values: Iterable[Value]) -> list[Reason]:
    return [reason("rough", field=each.field) for each in values if each.qualifier]


def _strength(modality: str) -> int:
    return STRENGTH.index(modality) if modality in STRENGTH else len(STRENGTH)
