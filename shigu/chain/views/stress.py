"""What stops when somebody falls, and what a second source would be worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shigu.chain.named import Names
from shigu.chain.said import rounded
from shigu.chain.stressed import falls, parts, told_failure
from shigu.chain.views.frame import Frame, frame_of, trail
from shigu.chain.views.weaknesses import weaknesses
from shigu.face.pieces import Figure, Why
from shigu.face.units import grouped

WORST, PAIRS, SECOND = 20, 12, 12
Json = Mapping[str, Any]


@require_GET
def stress(request: HttpRequest) -> HttpResponse:
    """The page of all failures; each figure from the assessment shown."""
    frame = frame_of(request)
    found = parts(frame.assessment, "stress", "control")
    context = frame.context("chain:stress") | {"breadcrumbs": trail((_("压力测试"), ""))}
    if "stress" in found:
        context |= _shown(frame, found["stress"], found.get("control") or {})
    return render(request, "chain/stress.html", context | {"answer": context.get("answer", "")})


def _shown(frame: Frame, found: Json, control: Json) -> dict[str, Any]:
    worst = [one for one in found["single"] if one["loss"] > 0][:WORST]
    double, second = found["double"][:PAIRS], found["second_sources"][:SECOND]
    names = Names(frame.actor, _ids(worst, double, second, found["cuts"], control))
    return {
        "answer": _answer(found, names),
        "strip": _strip(found),
        "worst": falls(worst, names),
        "double": falls(double, names),
        "weaknesses": list(weaknesses(found["cuts"], control, names)),
        "second": [
            {
                "link": names(one["link"]),
                "worth": one["worth"],
                "worth_places": one["worth_places"],
                "sources": names.words(one["sources"]),
            }
            for one in second
        ],
        "unknown_clocks": found["unknown_clocks"],
    }


def _ids(
    worst: list[Json], double: list[Json], second: list[Json], cuts: list[Json], control: Json
) -> Iterator[str]:
    for one in (*worst, *double):
        yield from (*one["ids"], *one["stopped"])
    for one in second:
        yield from (one["link"], *one["sources"])
    for one in cuts:
        yield from (one["application"], *one["gates"])
        for group in one["firms"]:
            yield from group
    for one in control.get("applications", ()):
        for missing in one["missing"][:1]:
            yield from missing["path"]


def _answer(found: Json, names: Names) -> str:
    hurt = [one for one in found["single"] if one["loss"] > 0]
    tried = sum(found["tried"].values())
    if not hurt:
        return str(_("%s 种单一失效，没有一种会使应用停摆。") % grouped(tried))
    words = _(
        "%(tried)s 种单一失效中有 %(hurt)d 种会使应用停摆；最重的是%(who)s，停 %(loss)s。"
    ) % {
        "tried": grouped(tried),
        "hurt": len(hurt),
        "who": told_failure(hurt[0], names),
        "loss": rounded(hurt[0]["loss"]),
    }
    return str(words)


def _strip(found: Json) -> tuple[Figure, ...]:
    def hurting(kind: str) -> str:
        return str(sum(one["kind"] == kind and one["loss"] > 0 for one in found["single"]))

    rule = Why(
        _("买方的某种投入断了全部来源就停；可替代性不低于 0.5 的投入断了不致停。"),
        formula=_("损失 = 停摆应用的政策权重之和 ÷ 全部应用的政策权重"),
    )
    return (
        Figure(_("会致停的企业"), hurting("firm"), why=rule),
        Figure(_("会致停的环节"), hurting("link"), why=rule),
        Figure(_("会致停的区县"), hurting("district"), why=rule),
        Figure(_("会致停的外地"), hurting("place"), why=rule),
        Figure(
            _("两两同断才致停"),
            str(len(found["double"])),
            why=Why(_("同类两者单独失效都停不了、同时失效才停的组合。")),
        ),
        Figure(
            _("值得添第二来源"),
            str(len(found["second_sources"])),
            why=Why(_("添一个独立来源后，单一失效的损失会减少的环节。")),
        ),
    )
