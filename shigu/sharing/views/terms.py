"""The terms in words, what they pay, and who gains against 5:5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shigu.face import units
from shigu.face.exports import WRITERS, file_response
from shigu.face.pieces import Tab
from shigu.sharing.bridge import parameters
from shigu.sharing.queries import Division, Json, exact, told
from shigu.sharing.views.clauses import clauses
from shigu.sharing.views.overview import framed
from shigu.sharing.views.pictures import WAN, Compared, against_equal
from shigu.sharing.views.wording import BY_KEY

SETS = ("terms", "terms_uniform")
COLUMNS = ("target", "designed", "equal", "low", "high")


def terms(request: HttpRequest, division: Division) -> HttpResponseBase:
    """The designed terms, one percentage for each introducer or one for all."""
    chosen = request.GET.get("set", "")
    designed: Json = division.sharing[chosen if chosen in SETS else SETS[0]]
    rows = compared(division, designed)
    kind = request.GET.get("export", "")
    if kind in WRITERS:
        return file_response(kind, _("条款所付（万元）"), header(), payments(rows))
    return render(request, "sharing/terms.html", _context(request, division, designed, rows))


def _context(
    request: HttpRequest, division: Division, designed: Json, rows: Sequence[Compared]
) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("export", None)
    return framed(division, "sharing:terms") | {
        "answer": answer(designed),
        "sets": _sets(request, designed is division.sharing[SETS[1]]),
        "clauses": clauses(
            parameters(designed), {player.code: player.name for player in division.players}
        ),
        "picture": against_equal(rows),
        "rows": rows,
        "query": query.urlencode(),
        "reasons": [told(reason) for reason in designed["reasons"]],
    }


def answer(designed: Json) -> str:
    """How close the terms come to the fair shares, and how close 5:5 would."""
    said = _("按这套条款，各方期望所得与%(target)s合计相差 %(error)s；一律五五分则相差 %(equal)s。")
    return said % {
        "target": BY_KEY[designed["target"]].name,
        "error": units.percent(designed["error"], 2),
        "equal": units.percent(designed["error_5_5"]),
    }


def compared(division: Division, designed: Json) -> list[Compared]:
    """Each player under the terms, under 5:5 and its fair share, as the document has them."""
    by_code = {player.code: player for player in division.players}
    return [
        Compared(by_code[row["player"]], *(exact(row[column]) for column in COLUMNS))
        for row in designed["against_5_5"]
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


def _sets(request: HttpRequest, uniform: bool) -> tuple[Tab, ...]:  # noqa: FBT001 - a fact
    query = request.GET.copy()
    addresses = []
    for name in SETS:
        query["set"] = name
        addresses.append(f"?{query.urlencode()}")
    return (
        Tab(_("各首报方分别定比例"), addresses[0], not uniform),
        Tab(_("所有首报方同一比例"), addresses[1], uniform),
    )
