"""The terms in words, what they pay, who gains against 5:5, and sliders to try others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.engine.sharing.results import TermsParameters
from shigu.engine.sharing.slider import parameters_of, try_terms_of
from shigu.engine.sharing.terms import TermsError
from shigu.face import units
from shigu.face.exports import WRITERS, file_response
from shigu.face.pieces import Tab
from shigu.sharing.forms.terms import TermsForm
from shigu.sharing.queries import Division, Json, exact, told
from shigu.sharing.views.clauses import clauses
from shigu.sharing.views.overview import framed
from shigu.sharing.views.pictures import WAN, Compared, against_equal
from shigu.sharing.views.wording import BY_KEY

SETS = ("terms", "terms_uniform")
COLUMNS = ("target", "designed", "equal", "low", "high")
KEPT = ("plan", "set")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Terms, what they pay by player, and how far that is from the fair shares."""

    parameters: TermsParameters
    rows: Sequence[Compared]
    error: float
    error_5_5: float
    problem: str = ""


def terms(request: HttpRequest, division: Division) -> HttpResponseBase:
    """The designed terms, or those that the sliders in the address stand at."""
    chosen = request.GET.get("set", "")
    name = chosen if chosen in SETS else SETS[0]
    form = TermsForm(
        request.GET if _asks(request) else None,
        parameters_of(division.sharing[name]),
        division.players,
        uniform=name == SETS[1],
    )
    outcome = _outcome(division, name, form)
    kind = request.GET.get("export", "")
    if kind in WRITERS:
        return file_response(kind, _("条款所付（万元）"), header(), payments(outcome.rows))
    return render(request, "sharing/terms.html", _context(request, division, name, form, outcome))


def _asks(request: HttpRequest) -> bool:
    return any(name not in (*KEPT, "export") for name in request.GET)


def _outcome(division: Division, name: str, form: TermsForm) -> Outcome:
    """The tried terms where some are asked for and can be computed, else those of the plan."""
    if not form.is_bound:
        return planned(division, name)
    if not form.is_valid():
        problem = _("有数值超出范围，下面仍是方案设计的条款。")
        return replace(planned(division, name), problem=problem)
    try:
        tried = try_terms_of(division.document, form.parameters(), uniform=name == SETS[1])
    except TermsError as refusal:
        return replace(planned(division, name), problem=in_one_language(str(refusal)))
    rows = [
        {column: getattr(row, column) for column in ("player", *COLUMNS)} for row in tried.payments
    ]
    return Outcome(tried.parameters, compared(division, rows), tried.error, tried.error_5_5)


def planned(division: Division, name: str) -> Outcome:
    """The terms that the plan designed."""
    designed: Json = division.sharing[name]
    return Outcome(
        parameters_of(designed),
        compared(division, designed["against_5_5"]),
        designed["error"],
        designed["error_5_5"],
    )


def in_one_language(words: str) -> str:
    """A refusal of the engine says the same twice, Chinese / English."""
    zh, _slash, en = words.partition(" / ")
    return en if get_language() == "en" and en else zh


def _context(
    request: HttpRequest, division: Division, name: str, form: TermsForm, outcome: Outcome
) -> dict[str, Any]:
    designed = division.sharing[name]
    query = request.GET.copy()
    query.pop("export", None)
    return framed(division, "sharing:terms") | {
        "answer": answer(designed["target"], planned(division, name)),
        "said": answer(designed["target"], outcome),
        "sets": _sets(request, name),
        "form": form,
        "sliders": form.sliders(parts=False),
        "part_sliders": form.sliders(parts=True),
        "kept": [(key, query[key]) for key in KEPT if key in query],
        "can_try": "deals" in division.sharing,
        "presets": _presets(query, form),
        "tried": form.is_bound and not outcome.problem,
        "problem": outcome.problem,
        "clauses": clauses(
            outcome.parameters, {player.code: player.name for player in division.players}
        ),
        "picture": against_equal(outcome.rows),
        "rows": outcome.rows,
        "query": query.urlencode(),
        "reasons": [told(reason) for reason in designed["reasons"]],
    }


def answer(target: str, outcome: Outcome) -> str:
    """How close the terms come to the fair shares, and how close 5:5 would."""
    said = _("按这套条款，各方期望所得与%(target)s合计相差 %(error)s；一律五五分则相差 %(equal)s。")
    return said % {
        "target": BY_KEY[target].name,
        "error": units.percent(outcome.error, 2),
        "equal": units.percent(outcome.error_5_5),
    }


def compared(division: Division, rows: Iterable[Mapping[str, Any]]) -> list[Compared]:
    """Each player under the terms, under 5:5 and its fair share."""
    by_code = {player.code: player for player in division.players}
    return [
        Compared(by_code[row["player"]], *(exact(row[column]) for column in COLUMNS))
        for row in rows
    ]


def header() -> list[str]:
    """The columns of the payments, in a file."""
    low, high = _("低（5%）"), _("高（95%）")
    return [_("各方"), _("公平份额"), _("按条款"), low, high, _("按五五分"), _("条款比五五分")]


def payments(rows: Sequence[Compared]) -> Iterator[list[Any]]:
    """The payments in 万元, to the yuan."""
    for row in rows:
        amounts = (row.target, row.paid, row.low, row.high, row.equal, row.change)
        yield [row.player.name, *(round(amount / WAN, 4) for amount in amounts)]


def _sets(request: HttpRequest, chosen: str) -> tuple[Tab, ...]:
    plan = {key: request.GET[key] for key in ("plan",) if key in request.GET}
    words = (_("各首报方分别定比例"), _("所有首报方同一比例"))
    return tuple(
        Tab(word, _address(plan | {"set": name}), name == chosen)
        for name, word in zip(SETS, words, strict=True)
    )


def _presets(query: Any, form: TermsForm) -> tuple[Tab, ...]:
    """Where sliders can be put at once: the designed terms, and 5:5 without fund, cap, floor."""
    kept = {key: query[key] for key in KEPT if key in query}
    shares = {name: "50" for name in form.knobs() if name.startswith("s-")}
    equal = kept | shares | {"fund": "0", "cap": "100", "floor": "0"}
    return (
        Tab(_("回到设计的条款"), _address(kept) if kept else "?"),
        Tab(_("放到五五分"), _address(equal)),
    )


def _address(parameters: Mapping[str, str]) -> str:
    return f"?{urlencode(parameters)}"
