"""An agreement between 滨江 and 萧山 with three firms, and the people who settle it.

Fang keeps 萧山's money and the agreement, Shu is the second finance officer there, Bao keeps
滨江's money. 萧山 hosts; 滨江 introduced two of the firms and the third moved from there.
"""

import datetime
from contextlib import contextmanager

from shigu.districts.models import District, Membership, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.sharing.rules.values import Event
from shigu.registry.models import Organisation
from shigu.sharing import actions, computing
from shigu.sharing.models import AgreementVersion, Run
from tests.people import DAY, PASSWORD

SEATS = (("shu", "舒展", "xiaoshan"), ("bao", "鲍真", "binjiang"))
FIRMS = ("org-ezviz", "org-uniview", "org-dahua")
TEXT = """\
schema: shigu.agreement/1
id: park-split
version: "{version}"
title: {{zh: 萧滨合作园, en: Xiaoshan–Binjiang park}}
status: illustrative
valid: {{from: 2024-01-01}}
parties:
  xiaoshan: {{name: {{zh: 萧山区, en: Xiaoshan}}, kind: district}}
  binjiang: {{name: {{zh: 滨江区, en: Binjiang}}, kind: district}}
  host: {{name: {{zh: 落地方, en: host}}, kind: role, role: host}}
  introducer: {{name: {{zh: 引荐方, en: introducer}}, kind: role, role: introducer}}
rules:
  - id: tax
    clause: 第三条
    title: {{zh: 税收分享, en: Sharing of taxes}}
    ledger: fiscal
    base: {{kinds: [vat, cit]}}
    clock: {{event: in_operation}}
    phases:
      - years: 1-5
        shares: {{introducer: {share}, host: 1 - {share}}}
  - id: output
    clause: 第五条
    title: {{zh: 产值分计, en: Output}}
    ledger: statistics
    base: {{kinds: [output]}}
    clock: {{event: in_operation}}
    phases:
      - years: 1-5
        shares: {{introducer: 1/2, host: 1/2}}
"""
CSV = """\
企业名称,年度,税种,入库税额（元）,地方留存（元）,凭证
杭州萤石网络股份有限公司,2025,增值税,2000.01,1000.01,表一
杭州萤石网络股份有限公司,2025,企业所得税,1000,400,表一
浙江宇视科技有限公司,2025,增值税,600.06,300.03,表一
杭州萤石网络股份有限公司,2025,工业产值,90000.01,90000.01,统计月报
合计,,,93600.08,91700.05,
"""


def text(version="2024", share="50%"):
    return TEXT.format(version=version, share=share).replace(f"1 - {share}", rest(share))


def rest(share):
    return f"{100 - int(share.removesuffix('%'))}%"


@contextmanager
def acting(name):
    person = User.objects.get(username=name)
    with acting_as(person.pk, str(person)) as actor:
        yield actor


def enrol_officers():
    with acting_as_system():
        for username, name, district in SEATS:
            person = User.objects.create_user(username, password=PASSWORD, full_name=name)
            place = District.objects.get(code=district)
            Membership.objects.create(user=person, district=place, role="finance", valid_from=DAY)


def district(code):
    return District.objects.get(code=code)


def sign(version="2024", share="50%"):
    with acting("fang") as fang:
        return actions.make_agreement(
            fang,
            district("xiaoshan"),
            "park-split",
            text(version, share),
            ["xiaoshan", "binjiang"],
            reason="签订",
        )


def list_firms(agreement, firms=FIRMS[:2], **more):
    listed = {
        "host": "xiaoshan",
        "introducer": "binjiang",
        "evidence": "专班纪要〔2024〕3号",
        "dates": {Event.IN_OPERATION: datetime.date(2024, 6, 1)},
    } | more
    with acting("fang") as fang:
        for code in firms:
            row = actions.enrol(
                fang,
                agreement,
                Organisation.objects.get(code=code),
                actions.Listed(**listed),
                reason="列入",
            )
            actions.confirm(fang, row)


def bring(content=CSV, name="fang", place="xiaoshan", filename="税收.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    with acting(name) as actor:
        return actions.bring(actor, district(place), filename, data)


def take_in(batch, name="fang"):
    with acting(name) as actor:
        return actions.take_in(actor, batch, reason="2025 年报")


def world():
    """The agreement, its list, and what 萧山 collected in 2025."""
    enrol_officers()
    agreement = sign()
    list_firms(agreement)
    take_in(bring())
    return agreement


def ask(agreement, year=2025, version=None, name="fang"):
    with acting(name) as actor:
        chosen = version or AgreementVersion.objects.get(agreement=agreement, version="2024")
        return actions.ask(actor, agreement, year, chosen)


def computed(agreement, **asked):
    run = ask(agreement, **asked)
    computing.run(str(run.pk), run.asked_by_id)
    return reread(run)


def proposed(agreement, **asked):
    run = computed(agreement, **asked)
    with acting("fang") as fang:
        actions.propose(fang, run)
    return reread(run)


def agreed(agreement, **asked):
    run = proposed(agreement, **asked)
    for name in ("shu", "bao"):
        with acting(name) as actor:
            actions.answer(actor, reread(run), agrees=True)
    return reread(run)


def posted(agreement, **asked):
    run = agreed(agreement, **asked)
    with acting("fang") as fang:
        actions.ask_to_post(fang, run)
    computing.post(str(run.pk), run.asked_by_id)
    return reread(run)


def reread(run):
    with acting_as_system():
        rows = Run.objects.select_related("period", "agreement__district", "progress", "version")
        return rows.prefetch_related("approvals").get(pk=run.pk)
