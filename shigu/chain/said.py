"""Words of the engine and of this app, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.chain.models import LinkFinding
from shigu.districts.models import Source as SourceRow
from shigu.face import units
from shigu.face.pieces import Input, Source, Why

Json = Mapping[str, Any]
NAMED = 3


def english() -> bool:
    """Whether the page is in English."""
    return get_language() == "en"


def told(reason: Json) -> str:
    """The sentence of an engine's reason."""
    return str(reason["en" if english() else "zh"])


def why_of_gap(gap: Json) -> str:
    """The engine's paragraph on a gap."""
    return str(gap["why_en" if english() else "why_zh"])


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names in a row, the first ``most`` of them and how many more."""
    shown, rest = list(names[:most]), len(names) - most
    if english():
        shown += [f"{rest} more"] if rest > 0 else []
        return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return "、".join(shown) + ("等" if rest > 0 else "")


def rounded(part: float) -> str:
    """A share in whole percents, but never 0 % or 100 % by rounding."""
    if 0 < part < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= part < 1 else f"{part:.0%}"


def quotient(found: Json | None) -> str:
    """The location quotient with its interval: 1.70（0.80–2.87）."""
    if found is None:
        return "—"
    return f"{found['estimate']:.2f}" + _("（%s）") % f"{found['low']:.2f}–{found['high']:.2f}"


def quotient_why(found: Json) -> Why:
    """How the quotient came about, or the reason why there is none."""
    if found["location_quotient"] is None:
        return Why(sentence=told(found["why"]) if found["why"] else _("没有可用的参照计数。"))
    ratio = found["location_quotient"]
    what = dict(_counted())[ratio["what"]]
    return Why(
        sentence=_("按参照地区的比例，这里应有的家数与实有家数之比；计数很小时向其他环节收缩。"),
        formula=_("区位商 = 实有 ÷ 应有；区间为 90% 可信区间"),
        inputs=(
            Input(_("计数对象"), what),
            Input(_("实有"), units.grouped(ratio["observed"])),
            Input(_("应有"), f"{ratio['expected']:.2f}"),
            Input(_("直接之比"), f"{ratio['value']:.2f}"),
            Input(_("收缩后"), f"{ratio['estimate']:.2f}"),
            Input(_("90% 区间"), f"{ratio['low']:.2f}–{ratio['high']:.2f}"),
        ),
    )


def _counted() -> Iterable[tuple[str, str]]:
    return (("listed_firms", _("上市公司")), ("enterprises", _("企业")))


def sources(rows: Iterable[SourceRow]) -> tuple[Source, ...]:
    """Sources as the pieces show them."""
    return tuple(Source(row.title, url=row.url, at=row.read_on) for row in rows)


def standing_word(status: str) -> str:
    """Strong, weak or blank in words."""
    return str(LinkFinding.Standing(status).label)
