"""The simulator: other parameters or another text over the same book, nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, allow, deny
from shigu.engine.sharing.rules.values import Agreement as Terms
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.face.exports import WRITERS, file_response
from shigu.face.units import percent, yuan
from shigu.sharing import shown, texts
from shigu.sharing.actions.agreements import players
from shigu.sharing.models import Agreement
from shigu.sharing.names import in_words, party_names
from shigu.sharing.policies import seats_as_party
from shigu.sharing.trying import TooLarge, Tried, try_terms, with_parameters
from shigu.sharing.views.frame import of_agreement, the_agreement


@dataclass(frozen=True, slots=True)
class Knob:
    """A parameter as a slider, in percent."""

    name: str
    label: str
    value: float
    low: float
    high: float
    agreed: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was tried: rows, or why there are none."""

    rows: tuple[Tried, ...] = ()
    problem: str = ""
    problems: tuple[str, ...] = ()


def simulator(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """Try other terms; parameters stand in the address, another text is posted."""
    row = the_agreement(request, key)
    seats = seats_as_party(request.actor, row.parties)
    (allow() if seats else deny(_("由任一方的财政专员试算。"))).require()
    version = shown.in_force(row.versions.all())
    terms = shown.terms_of(version) if version else None
    text = request.POST.get("text", "") or (version.text if version else "")
    tried, outcome = _tried(request, row, terms, text)
    names = party_names({each.party for each in outcome.rows}, [shown.named_in(tried or terms)])
    kind = request.GET.get("export", "")
    if kind in WRITERS:
        return file_response(kind, _("试算（元）"), _header(), _cells(outcome.rows, names))
    context = {
        "agreement": row,
        "version": version,
        "knobs": _knobs(terms, tried),
        "text": text,
        "outcome": outcome,
        "years": _by_year(outcome.rows, names),
        "totals": _totals(outcome.rows, names),
        "told": shown.told(tried) if tried else None,
        "query": request.GET.urlencode(),
        "breadcrumbs": of_agreement(row, (_("试算"), "")),
    }
    return render(request, "sharing/simulator.html", context)


def _tried(
    request: ActorRequest, row: Agreement, terms: Terms | None, text: str
) -> tuple[Terms | None, Outcome]:
    if terms is None:
        return None, Outcome(problem=_("还没有可结算的条文：先保存一个没有问题的版本。"))
    if request.method == "POST":
        found = texts.examine(text, players())
        if not found.sound:
            return None, Outcome(problems=tuple(texts.said(each) for each in found.problems))
        assert found.agreement is not None
        after = found.agreement
    else:
        after = with_parameters(terms, _given(request, terms))
    try:
        rows = try_terms(row, terms, after, timezone.localdate().year)
    except SettlementError as error:
        return after, Outcome(problem=error.en if get_language() == "en" else error.zh)
    except Refused as refusal:
        return after, Outcome(problem=str(refusal))
    except TooLarge:
        return after, Outcome(problem=_("税收行太多，请另存一个版本，在后台结算后看逐行差异。"))
    return after, Outcome(tuple(rows))


def _given(request: ActorRequest, terms: Terms) -> dict[str, Fraction]:
    """Parameters of the address that lie within their bounds."""
    found = {}
    for name, each in terms.parameters.items():
        try:
            value = Fraction(request.GET.get(f"p-{name}", "")) / 100
        except (ValueError, ZeroDivisionError):
            continue
        if each.low <= value <= each.high:
            found[name] = value
    return found


def _knobs(terms: Terms | None, tried: Terms | None) -> list[Knob]:
    if terms is None:
        return []
    now = (tried or terms).parameters
    return [
        Knob(
            f"p-{name}",
            in_words(each.title) if each.title else name,
            float(100 * ((now[name].value if name in now else None) or each.value or each.low)),
            float(100 * each.low),
            float(100 * each.high),
            _("现行 %s") % percent(each.value) if each.value is not None else _("待议"),
        )
        for name, each in terms.parameters.items()
    ]


def _by_year(rows: Iterable[Tried], names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"year": row.year, "party": names.get(row.party, row.party), "row": row} for row in rows
    ]


def _totals(rows: Iterable[Tried], names: dict[str, str]) -> list[dict[str, Any]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        sums[row.party][0] += row.before
        sums[row.party][1] += row.after
    return [
        {"party": names.get(code, code), "before": before, "after": after, "change": after - before}
        for code, (before, after) in sums.items()
    ]


def _header() -> list[str]:
    return [_("年度"), _("方"), _("按现行条款"), _("按试算条款"), _("变动")]


def _cells(rows: Iterable[Tried], names: dict[str, str]) -> Iterable[list[Any]]:
    for row in rows:
        amounts = (row.before, row.after, row.change)
        yield [row.year, names.get(row.party, row.party), *map(yuan, amounts)]
