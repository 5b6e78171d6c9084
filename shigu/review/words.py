"""Fields of proposals in the words of the desk, and their values as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.cooperation.models import Partnership
from shigu.engine.text.proposals.fields import NAMES
from shigu.engine.text.proposals.judging import REASONS, reason
from shigu.face import units
from shigu.ingest.models import Event
from shigu.projects.procedure.table import evidence
from shigu.projects.stages import Stage
from shigu.registry.models import Organisation
from shigu.territory.models import Space

LABELS: dict[str, Promise] = {
    "name_zh": gettext_lazy("全称"),
    "name": gettext_lazy("名称"),
    "short_name": gettext_lazy("简称"),
    "kind": gettext_lazy("类型"),
    "district": gettext_lazy("区县"),
    "zone": gettext_lazy("片区"),
    "capital_wan": gettext_lazy("注册资本（万元）"),
    "staff": gettext_lazy("员工（人）"),
    "invest_wan": gettext_lazy("总投资（万元）"),
    "land_mu": gettext_lazy("用地（亩）"),
    "floor_area_m2": gettext_lazy("建筑面积（㎡）"),
    "area_m2": gettext_lazy("面积（㎡）"),
    "organisation": gettext_lazy("投资主体或企业"),
    "link": gettext_lazy("环节"),
    "parties": pgettext_lazy("科研合作", "合作方"),
    "subject": gettext_lazy("合作内容"),
    "since": gettext_lazy("起"),
    "share": gettext_lazy("业务占比"),
    "output_wan": gettext_lazy("年产值（万元）"),
    "tax_wan": gettext_lazy("年税收（万元）"),
    "jobs": gettext_lazy("就业（人）"),
    "stage": gettext_lazy("进展"),
    "landing": gettext_lazy("进展"),
    "on": gettext_lazy("发生日期"),
    "evidence": gettext_lazy("这一步的证据"),
}
OF_FIELDS = frozenset(code for code, words in REASONS.items() if "{field}" in words[0])
CODE = re.compile(r"[a-z][a-z0-9_]*")
BESIDE = frozenset({"name", "name_zh", "link", "district"})
CHOICES: dict[str, dict[str, Any]] = {
    "organisation": {"kind": dict(Organisation.Kind.choices)},
    "partnership": {"kind": dict(Partnership.Kind.choices)},
    "space": {"kind": dict(Space.Kind.choices)},
    "project": {"stage": dict(Stage.choices), "landing": dict(Event.Type.choices)},
    "stage": {"stage": dict(Stage.choices)},
}
MODALITIES: dict[str, Promise] = {
    "planned": gettext_lazy("计划"),
    "agreed": gettext_lazy("约定"),
    "happened": gettext_lazy("发生"),
    "cumulative": gettext_lazy("累计"),
    "level": pgettext_lazy("modality", "量级"),
}
QUALIFIERS: dict[str, Promise] = {
    "~": gettext_lazy("约"),
    ">": gettext_lazy("超过"),
    ">=": gettext_lazy("不少于"),
    "<": gettext_lazy("不到"),
    "<=": gettext_lazy("不超过"),
    "level": pgettext_lazy("modality", "量级"),
    "range": gettext_lazy("区间"),
    "fuzzy": gettext_lazy("数量级不明"),
    "words": gettext_lazy("原文"),
}


def label(field: str) -> str:
    """What a field is called."""
    return str(LABELS.get(field, field))


def doubt(kept: Mapping[str, str], tongue: str) -> str:
    """A doubt as it is said now: one that was kept with the code of a field calls it by name."""
    code, field = kept["code"].removeprefix("review."), CODE.search(kept["zh"])
    if code in OF_FIELDS and field and field[0] in NAMES:
        return str(getattr(reason(code, field=field[0]), tongue))
    return kept[tongue]


def shown(kind: str, field: str, value: Any) -> str:
    """A value as people read it."""
    known = CHOICES.get(kind, {}).get(field)
    if known and value in known:
        return str(known[value])
    if isinstance(value, dict):
        names = evidence()
        return _("；").join(f"{names[key].label} {told}" for key, told in value.items())
    if isinstance(value, list):
        return _("、").join(map(str, value))
    if isinstance(value, float):
        return units.grouped(value, 0 if value == int(value) else 2)
    return units.grouped(value) if isinstance(value, int) else str(value)


def summary(kind: str, told: dict[str, Any]) -> str:
    """The values of a proposal in one line, but for names and codes that stand beside it."""
    pairs = (
        f"{label(name)} {shown(kind, name, value)}"
        for name, value in told.items()
        if name not in BESIDE
    )
    return _("；").join(pairs)
