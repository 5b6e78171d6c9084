"""The annex of an agreement as docx, laid out as official documents are (GB/T 9704—2012)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from shigu.engine.sharing.rules import phrases
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.sentences import (
    agreement_sentences,
    limit_sentences,
    rule_sentences,
)
from shigu.engine.sharing.rules.values import Agreement, LedgerKind, PartyKind, Phase, Rule, Words
from shigu.report.docx_layout import grid, official, stable

SIGNING = {PartyKind.DISTRICT, PartyKind.ROLE, PartyKind.PARENT}
"""Accounts and enterprises do not sign."""

DIGITS = "一二三四五六七八九十"
Lang = Callable[[Words], str]


def annex(agreement: Agreement, lang: str = "zh") -> bytes:
    """The annex in Chinese or English (``lang``): parties, clauses, terms, limits, source and
    signatures. The same agreement gives the same bytes."""

    def tell(words: Words) -> str:
        return str(getattr(words, lang))

    document = docx.Document()
    official(document)
    _title(document, agreement, tell)
    parts = (_parties, _clauses, _terms, _general, _limits, _source, _signatures)
    present = [part for part in parts if part is not _limits or agreement.limits]
    for number, part in enumerate(present):
        part(document, agreement, tell, _heading(number, lang))
    file = BytesIO()
    document.save(file)
    return stable(file.getvalue())


def _title(document: Document, agreement: Agreement, tell: Lang) -> None:
    document.core_properties.title = tell(agreement.title)
    document.add_paragraph(tell(agreement.title), style="Title")
    version = Words(f"附件　{agreement.version}版", f"Annex, version {agreement.version}")
    line = document.add_paragraph(tell(version))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.first_line_indent = 0


def _heading(number: int, lang: str) -> Callable[[Words], str]:
    def heading(words: Words) -> str:
        if lang == "zh":
            return f"{DIGITS[number]}、{words.zh}"
        return f"{number + 1}. {words.en}"

    return heading


def _parties(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("参与方", "Parties")), 1)
    known = language().words
    rows = [
        (
            tell(party.name),
            tell(known["role"][party.role] if party.role else known["party_kind"][party.kind]),
        )
        for party in agreement.parties.values()
    ]
    head = (Words("名称", "Name"), Words("身份", "Standing"))
    grid(document, tuple(map(tell, head)), rows)


def _clauses(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("规则", "Rules")), 1)
    for number, rule in enumerate(agreement.rules, start=1):
        title = Words(f"第{number}条　{rule.title.zh}", f"Rule {number}. {rule.title.en}")
        document.add_heading(tell(title), 2)
        for words in rule_sentences(rule, agreement):
            document.add_paragraph(tell(words))
        document.add_paragraph(tell(Words(f"（依据：{rule.clause}）", f"(Source: {rule.clause})")))


def _terms(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("条款一览", "Terms at a glance")), 1)
    head = (Words("规则", "Rule"), Words("台账", "Ledger"), Words("年份", "Years"))
    columns = tuple(map(tell, (*head, Words("分法", "Division"))))
    rows = [
        (tell(rule.title), tell(language().words["ledger"][rule.ledger]), *map(tell, row))
        for rule in agreement.rules
        for row in _rows(rule, agreement)
    ]
    grid(document, columns, rows)


def _rows(rule: Rule, agreement: Agreement) -> Iterator[tuple[Words, Words]]:
    """(years, division) of each phase, or of the rule where it has none."""
    if not rule.phases:
        last = rule.pay.last_year if rule.pay else None
        yield _span(1, last), _way(rule, agreement)
    for phase in rule.phases:
        yield _span(phase.first, phase.last), _shares(phase, agreement)


def _span(first: int, last: int | None) -> Words:
    if last is None:
        return Words(f"第{first}年起", f"{first} –") if first > 1 else Words("各年", "all")
    if first == last:
        return Words(f"第{first}年", str(first))
    return Words(f"第{first}—{last}年", f"{first}–{last}")


def _shares(phase: Phase, agreement: Agreement) -> Words:
    parts = [
        (phrases.party(code, agreement), phrases.share(share, agreement))
        for code, share in phase.shares.items()
        if share.part != 0
    ]
    zh = "，".join(f"{party.zh} {share.zh}" for party, share in parts)
    en = "; ".join(f"{party.en} {share.en}" for party, share in parts)
    if phase.while_cap_open:
        return Words(f"{zh}（未达封顶时）", f"{en} (while the cap is not reached)")
    return Words(zh, en)


def _way(rule: Rule, agreement: Agreement) -> Words:
    if pay := rule.pay:
        what = (
            phrases.amount(pay.amount) if pay.amount else phrases.percent(pay.rate or Fraction(0))
        )
        sides = {
            "source": phrases.party(pay.source, agreement),
            "to": phrases.party(pay.to, agreement),
        }
        return phrases.say("{source}付{to}：{what}", "{source} to {to}: {what}", what=what, **sides)
    if pool := rule.pool:
        rate = phrases.percent(pool.rate)
        return Words(f"{rate}入池，按指数分配", f"{rate} into a pool, out by index")
    return Words("按公式分摊", "by formula")


def _general(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("共同约定", "For all rules")), 1)
    count = len(agreement.limits)
    said = agreement_sentences(agreement)
    for words in said[: len(said) - count]:
        document.add_paragraph(tell(words))
    fen = Words(
        "金额计算到分，尾差按最大余数法处理，各方收付合计为零。",
        "Amounts are reckoned to the fen by the largest remainder; what is paid and received sums "
        "to zero.",
    )
    document.add_paragraph(tell(fen))
    if any(rule.ledger is LedgerKind.STATISTICS for rule in agreement.rules):
        apart = Words(
            "财政台账与统计台账分别记载，互不抵算。",
            "The fiscal and the statistics ledger are kept apart.",
        )
        document.add_paragraph(tell(apart))


def _limits(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("台账不能计量的约定", "What no ledger counts")), 1)
    for words in limit_sentences(agreement):
        document.add_paragraph(tell(words))


def _source(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("依据", "Source")), 1)
    text = agreement.text
    if text is None:
        none = Words("各方协商拟定。", "Drafted by the parties.")
        document.add_paragraph(tell(none))
        return
    parts = [text.title, text.publisher, text.date.isoformat() if text.date else "", text.url]
    document.add_paragraph("；".join(filter(None, parts)))


def _signatures(document: Document, agreement: Agreement, tell: Lang, heading: Lang) -> None:
    document.add_heading(heading(Words("签署", "Signatures")), 1)
    signing = [party for party in agreement.parties.values() if party.kind in SIGNING]
    head = (
        Words("签署方", "Party"),
        Words("盖章、签字", "Seal and signature"),
        Words("日期", "Date"),
    )
    rows: Sequence[tuple[str, ...]] = [(tell(party.name), "\n\n", "") for party in signing]
    grid(document, tuple(map(tell, head)), rows)
