"""Terms as an agreement states them: numbered clauses, from the parameters of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shigu.engine.sharing.results import TermsParameters
from shigu.face import units
from shigu.sharing.views.overview import money

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its heading and what it says."""

    heading: str
    words: str


def clauses(terms: TermsParameters, names: Names) -> tuple[Clause, ...]:
    """The terms in words, in the order in which they are negotiated."""
    return tuple(_clauses(terms, names))


def _clauses(terms: TermsParameters, names: Names) -> Iterator[Clause]:
    yield Clause(
        _("基数"), _("每个落地项目投产后新增的地方留存税收，扣除企业在原地已缴的部分，逐年计算。")
    )
    yield Clause(_("首报方分成"), _split(terms, names))
    yield Clause(_("共同资金"), _fund(terms, names))
    yield Clause(
        _("封顶"),
        _("首报方从一个项目累计所得不超过该项目期内税收的 %s。") % units.percent(terms.cap),
    )
    yield Clause(
        _("保底"),
        _("首报项目已落地的一方每年至少得 %s，以当年税收和封顶为限，由落地方补足。")
        % money(Decimal(str(terms.floor_yuan)))
        if terms.floor_yuan
        else _("不设。"),
    )
    yield Clause(
        _("其余"), _("归落地方；首报与落地同属一方的项目，除共同资金外全归该方。期满后全归落地方。")
    )


def _split(terms: TermsParameters, names: Names) -> str:
    if not terms.introducer:
        return _("没有首报与落地分属两方的项目。")
    return _("；").join(
        _("%(years)s，%(shares)s")
        % {"years": years(first, last), "shares": _phase(terms, k, names)}
        for k, (first, last) in enumerate(terms.phase_years)
    ) + _("。")


def _phase(terms: TermsParameters, k: int, names: Names) -> str:
    parts = {player: shares[k] for player, shares in terms.introducer.items()}
    if len(set(parts.values())) == 1:
        return _("首报方得 %s") % units.percent(next(iter(parts.values())))
    return _in_row(parts, names)


def _fund(terms: TermsParameters, names: Names) -> str:
    if not terms.fund:
        return _("不设。")
    given = {player: part for player, part in terms.fund_parts.items() if part > 0}
    said = _("每个项目每年新增税收的 %(share)s 进入共同资金，不论首报方是谁；分给：%(parts)s。")
    return said % {"share": units.percent(terms.fund), "parts": _in_row(given, names)}


def _in_row(parts: Mapping[str, float], names: Names) -> str:
    return _("、").join(f"{names[who]} {units.percent(part)}" for who, part in parts.items())


def years(first: int, last: int) -> str:
    """A phase in words."""
    if first == last:
        return _("投产第 %d 年") % first
    return _("投产第 %(first)d–%(last)d 年") % {"first": first, "last": last}
