"""The sharing of the demonstration: an agreement, its firms, what they paid, two years.

Everything is invented and goes in through the verbs that officers use; the amounts come from a
plain formula, so that every demonstration is the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction

from shigu.districts.actors import Actor
from shigu.districts.models import District, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.sharing.rules.values import Event
from shigu.registry.models import Organisation
from shigu.sharing import actions, computing
from shigu.sharing.models import Agreement, AgreementVersion, Enrolment, FiscalRegime, Run

KEEPER, SECOND, OTHER = "fang", "shu", "bao"
CODE = "demo-xs-bj"
REASON = "示例"
FIRMS = ("ex-mcu-3", "ex-lidar-1", "ex-optical-lens-1", "ex-camera-module-1")
YEARS = (2024, 2025)
LOCAL = {"vat": Fraction(1, 2), "cit": Fraction(2, 5)}
KINDS = {"vat": "增值税", "cit": "企业所得税", "output": "工业产值"}
TEXT = """\
schema: shigu.agreement/1
id: demo-xs-bj
version: "2024"
title: {zh: 萧山—滨江合作园税收分享协议（示例）, en: Xiaoshan–Binjiang park (illustrative)}
status: illustrative
valid: {from: 2024-01-01}
parties:
  xiaoshan: {name: {zh: 萧山区, en: Xiaoshan}, kind: district}
  binjiang: {name: {zh: 滨江区, en: Binjiang}, kind: district}
  host: {name: {zh: 落地方, en: the host}, kind: role, role: host}
  introducer: {name: {zh: 引荐方, en: the introducer}, kind: role, role: introducer}
parameters:
  introducer_share:
    title: {zh: 引荐方比例, en: share of the introducer}
    value: 40%
    min: 20%
    max: 60%
limits:
  - zh: 示例条文，演示方法，不是已签订的文件
    en: An illustrative text that shows the method; it was not signed
rules:
  - id: tax
    clause: 第三条
    title: {zh: 地方税收分享, en: Sharing of local taxes}
    ledger: fiscal
    base: {kinds: [vat, cit]}
    clock: {event: in_operation}
    phases:
      - years: 1-3
        shares: {introducer: introducer_share, host: 1 - introducer_share}
      - years: 4-5
        shares: {introducer: 1/5, host: 4/5}
  - id: output
    clause: 第六条
    title: {zh: 产值分计, en: Output for assessment}
    ledger: statistics
    base: {kinds: [output]}
    clock: {event: in_operation}
    phases:
      - years: 1-5
        shares: {introducer: 1/2, host: 1/2}
"""


def settle_the_demo() -> None:
    """Put it all in, post the first year and leave the second one open; once."""
    if _is_there():
        return
    with _as(KEEPER) as fang:
        agreement = _agreement(fang)
        for place, code in enumerate(FIRMS):
            _firm(fang, agreement, code, date(2024, 3 + place, 1))
        batch = actions.bring(fang, _district("xiaoshan"), "示例税收.csv", taxes())
        actions.take_in(fang, batch, reason=REASON)
    _post(agreement, YEARS[0])
    with _as(KEEPER) as fang:
        run = actions.ask(fang, agreement, YEARS[1], _version(agreement), reason=REASON)
    computing.run(str(run.pk), run.asked_by_id)


def taxes() -> bytes:
    """The tax file of both years: whole taxes by firm and kind, and their total row."""
    rows = [
        (code, year, KINDS[kind], yuan(place, year, kind))
        for place, code in enumerate(FIRMS)
        for year in YEARS
        for kind in KINDS
    ]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["编号", "年度", "税种", "入库税额（元）", "凭证"])
    for at, (code, year, kind, amount) in enumerate(rows, 1):
        writer.writerow([code, year, kind, amount, f"示例凭证 {at:03}"])
    writer.writerow(["合计", "", "", sum(amount for *_row, amount in rows), ""])
    return text.getvalue().encode()


def yuan(place: int, year: int, kind: str) -> int:
    """An invented amount in yuan: larger firms first, growing by an eighth a year."""
    base = {"vat": 9_600_001, "cit": 6_400_003, "output": 480_000_007}[kind] // (place + 1)
    return base if year == YEARS[0] else base * 9 // 8


def _is_there() -> bool:
    with acting_as_system():
        return Agreement.objects.filter(code=CODE).exists()


def _agreement(actor: Actor) -> Agreement:
    place = _district("xiaoshan")
    for kind, part in LOCAL.items():
        if not FiscalRegime.objects.filter(district=place, kind=kind).exists():
            actions.put_regime(actor, place, kind, part, date(2016, 5, 1), reason=REASON)
    parties = ["xiaoshan", "binjiang"]
    return actions.make_agreement(actor, place, CODE, TEXT, parties, reason=REASON)


def _firm(actor: Actor, agreement: Agreement, code: str, since: date) -> None:
    listed = actions.Listed(
        host="xiaoshan",
        introducer="binjiang",
        evidence="示例名单",
        dates={Event.IN_OPERATION: since},
    )
    firm = Organisation.objects.get(code=code)
    row: Enrolment = actions.enrol(actor, agreement, firm, listed, reason=REASON)
    actions.confirm(actor, row, reason=REASON)


def _post(agreement: Agreement, year: int) -> None:
    with _as(KEEPER) as fang:
        run = actions.ask(fang, agreement, year, _version(agreement), reason=REASON)
    computing.run(str(run.pk), run.asked_by_id)
    with _as(KEEPER) as fang:
        actions.propose(fang, Run.objects.get(pk=run.pk), reason=REASON)
    for name in (SECOND, OTHER):
        with _as(name) as officer:
            actions.answer(officer, _run(run), agrees=True, reason=REASON)
    with _as(KEEPER) as fang:
        actions.ask_to_post(fang, _run(run), reason=REASON)
    computing.post(str(run.pk), run.asked_by_id)


def _run(run: Run) -> Run:
    return Run.objects.select_related("agreement__district", "period").get(pk=run.pk)


def _version(agreement: Agreement) -> AgreementVersion:
    return AgreementVersion.objects.get(agreement=agreement)


def _district(code: str) -> District:
    return District.objects.get(code=code)


@contextmanager
def _as(name: str) -> Iterator[Actor]:
    person = User.objects.get(username=name)
    with acting_as(person.pk, str(person)) as actor:
        yield actor
