"""An introducer and a host with one template, and books in 万元 that may come true."""

from fractions import Fraction

from shigu.engine.sharing.negotiation.outlook import Scenario, outlook
from shigu.engine.sharing.rules.load import read_agreement
from tests.engine.sharing.rules.books import book, firm, yearly

TEMPLATE = """\
schema: shigu.agreement/1
id: template
version: "1"
title: {zh: 模板, en: A template}
status: draft
parties:
  lin: {name: {zh: 临区, en: Lin}, kind: district}
  shen: {name: {zh: 申区, en: Shen}, kind: district}
parameters:
  early: {min: 0, max: 1}
  late: {min: 0, max: 1}
rules:
  - id: tax
    clause: 第一条
    title: {zh: 税收, en: Tax}
    ledger: fiscal
    base: {kinds: [vat]}
    clock: {event: first_tax}
    phases:
      - {years: 1-2, shares: {lin: early, shen: 1 - early}}
      - {years: 3-, shares: {lin: late, shen: 1 - late}}
"""
ONE = TEMPLATE.replace("  late: {min: 0, max: 1}\n", "").replace(
    "{lin: late, shen: 1 - late}", "{lin: early, shen: 1 - early}"
)
CAPPED = ONE + "    cap: {party: lin, at: {wan: 120}, to: shen}\n"


def taxes(*amounts):
    return book([firm("shen", introducer="lin")], yearly("vat", 2026, amounts))


def looked(text, *weighted, discount=0.0):
    """``weighted`` are (probability, yearly taxes from 2026 in 万元)."""
    scenarios = [
        Scenario(f"s{i}", Fraction(probability), taxes(*amounts))
        for i, (probability, amounts) in enumerate(weighted)
    ]
    agreement = read_agreement(text, name="template")
    return outlook(agreement, scenarios, first_year=2026, last_year=2029, discount=discount)


def wan(**amounts):
    return {party: int(amount * 1_000_000) for party, amount in amounts.items()}
