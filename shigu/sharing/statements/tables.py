"""The words and columns that every form of a statement shares."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shigu.face.units import money_in
from shigu.sharing.statements.values import Statement, StatementLine

AMOUNTS = ("base_fen", "collected_fen", "entitled_fen", "transfer_fen")


def header() -> list[str]:
    """The columns of the fiscal part."""
    return [_("条款"), _("企业"), _("税种"), _("基数（元）"), _("已征收（元）"),
            _("应得（元）"), _("划转（元）"), _("备注")]  # fmt: skip


def credit_header() -> list[str]:
    """The columns of the statistics part."""
    return [_("条款"), _("企业"), _("指标"), _("基数（元）"), _("分计（元）"), _("备注")]


def facts(found: Statement) -> list[tuple[str, str]]:
    """What stands above the lines."""
    told = [
        (_("协议"), f"{found.agreement}（{found.code}）"),
        (_("结算年度"), str(found.year)),
        (_("结算方"), found.party),
        (_("条文版本"), found.version),
        (_("入账时间"), f"{found.posted_at:%Y-%m-%d %H:%M}"),
    ]
    if found.through:
        told.append((_("经由"), found.through))
    if found.illustrative:
        told.append((_("性质"), _("示例：演示方法，不是事实")))
    return told


def note(line: StatementLine) -> str:
    """What a line is, where that is not plain."""
    return _("冲销") if line.reversal else ""


def words(line: StatementLine) -> list[str]:
    """A fiscal line as text, negative amounts in parentheses."""
    amounts = [money_in(getattr(line, name), "yuan", 2) for name in AMOUNTS]
    return [line.clause, line.firm, line.kind, *amounts, note(line)]


def credit_words(line: StatementLine) -> list[str]:
    """A line of statistics as text."""
    amounts = [money_in(fen, "yuan", 2) for fen in (line.base_fen, line.entitled_fen)]
    return [line.clause, line.firm, line.kind, *amounts, note(line)]


def totals(found: Statement) -> list[str]:
    """The row of sums; bases of several kinds are not added up."""
    amounts = [money_in(fen, "yuan", 2) for fen in found.totals.values()]
    return [_("合计"), "", "", "", *amounts, ""]


def signatures() -> Sequence[str]:
    """Who signs."""
    return (_("经办"), _("复核"), _("盖章"), _("日期"))
