"""docs/reference/verbs.md: each cell is the verb really carried out by that person."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from shigu.conf.environment import environment
from shigu.districts.models import Grant, Membership, User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.districts.verbs import VERBS
from shigu.districts.vocabulary import DataClass, Role
from shigu.sharing.models import Agreement
from shigu.work import actions as work
from tests.security import verbs_day, verbs_money, verbs_news, verbs_steps
from tests.security.verbs import CASES, PARTS, fill
from tests.work.world import place

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "verbs.md"
PLACES = {"own": "xiaoshan", "granted": "binjiang", "other": "qiantang"}
SEATS_OF_OFFICE = ("joint", "binjiang", "qiantang")
"""Who acts on rows of the joint office: itself, whom it granted all its classes, another."""
FROM = date(2026, 1, 1)
DONE, REFUSED, UNSEEN = "✓", "✗", "—"
HEAD = """# 谁能办什么 · Who may do what

`tests/security/test_verbs.py` 让每个角色在真实的行上逐一办理，再写下结果；与结果不符则测试失败。
Every role carries out every verb on a real row; this table is what happened, and a stale one fails.

✓ = 办成 · done, ✗ = 看得到、办不成 · read and refused, — = 看不到 · not seen.
本区 = 席位所在区县；获授权 = 对方区县把全部数据类别授权给本区；他区 = 没有授权。
own = the district of the seat; granted = that district granted every class of data; other = no
grant. 登记类事项以所指区县名义办理。What is new is filed in the name of the district.
任务由交办单位的一方办理；区县之间看任务凭“相关单位”。A task is acted on by its issuer's side here.
判断异同人人可说，只有本区的话能让对方合并（ADR 0032）。Any keeper of a registry may judge a pair;
only the word of the district that keeps a row lets others merge it.
资讯、来源、科研合作是整个集群的：谁维护名录谁办理，在哪个区县都一样；采纳与撤销写到谁的记录，就由谁的区县办。
News, sources and partnerships are the whole cluster's: whoever keeps a register acts on them,
wherever it sits; what is accepted or taken back is written by the district whose row it is.
没有区县的行（宗地出让、出租单元）随所属空间的区县；要素池和份额归设立的区县。
Rows without a district (terms of a space) go by that of their space; pools and their parts by the
district that opened them.
首报裁定、首报规则、调度流转归联合专班：本区 = 专班的席位，
获授权 = 专班把全部类别授权给的区县，他区 = 其他区县。
Deciding first reports, setting their terms and ordering hand-overs are the joint office's: own = a
seat there, granted = a seat where the office granted every class, other = a seat elsewhere.
评委为自己交评分表，坐在哪个区县都一样；通知、导入由本人处理；全部标为已读、选择通知方式人人可办，只对自己。
A member of a panel hands in for himself wherever he sits; notices and imports are for who got or
brought them; marking all as read and choosing when to be told are everybody's, for oneself.
后台步骤（计算、写入、入账、到期）和命令行载入不由人办理，列在 `tests/security/verbs_steps.py`。
Steps of jobs and what is loaded at the command line are nobody's and stand in
`tests/security/verbs_steps.py`; every other verb of the site stands here, or the test fails.

| 事项 · verb | 角色 · role | 本区 · own | 获授权 · granted | 他区 · other |
|---|---|---|---|---|
"""
OPEN = {"registry.judge", *(verb for part in PARTS for verb in part.OPEN)}
"""Verbs whose row is a word of one's own or of the whole cluster, and none of a district."""
WORDS = {"work.revise_entry": "work.revise"}
ADMINISTERED = {
    *("districts.create_account", "districts.change_account", "districts.forget_password"),
    *("districts.close_account", "districts.reopen_account", "districts.give_seat"),
    *("districts.end_seat", "districts.grant", "districts.revoke_grant"),
    *("districts.close_staff_access", "districts.revoke_token"),
    *("work.add_robot", "work.revise_robot", "work.send_again"),
}
"""What an administrator does and nobody else."""
ONES_OWN = {"data.cancel", "districts.make_token", "work.mark_read"}
"""What everybody does in the own district, or with what is one's own."""
NOBODYS = {"districts.open_staff_access"}
"""What only an engineer does, who has no seat."""


@pytest.fixture
def second_reader(monkeypatch):
    """One is set, and nobody answers there: it is asked for and not carried out."""
    monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", verbs_news.MODEL)
    environment.cache_clear()
    yield
    environment.cache_clear()


@pytest.fixture
def people(db):
    """Somebody of every role in 萧山, whose district the matrix calls one's own."""
    with acting_as_system():
        return {role: seated(role, "xiaoshan") for role in Role}


@pytest.fixture
def own_network(settings):
    """Robots of the installation's own network are allowed; none is called."""
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"private_webhooks": True})


@pytest.fixture
def world(people, second_reader, own_network):
    """Rows of three districts and of the joint office; 滨江 grants all its classes to 萧山."""
    with acting_as_system() as system:
        found = {
            where: fill(system, code, people, own=where == "own") for where, code in PLACES.items()
        }
        found["office"] = verbs_day.fill_office(system)
        keeper = User.objects.create_user("matrix-keeper", full_name="账房").pk
        for code in PLACES.values():
            sits(keeper, code, Role.FINANCE)
        opened("binjiang", "xiaoshan")
        opened("joint", "binjiang")
        opened("xiaoshan", "joint")
    with acting_as(keeper, "账房") as actor:
        for where, code in PLACES.items():
            found[where] |= verbs_money.fill(actor, code)
    with acting_as_system():
        for where in PLACES:
            found[where] |= verbs_money.stages(found[where][Agreement])
    return found


def opened(giver, taker):
    for each in DataClass:
        Grant.objects.get_or_create(
            district=place(giver),
            grantee=place(taker),
            data_class=each,
            defaults={"agreement": "示例", "valid_from": FROM, "valid_to": date(2036, 1, 1)},
        )


def sits(person, code, role):
    Membership.objects.create(user_id=person, district=place(code), role=role, valid_from=FROM)


def seated(role, code):
    person = User.objects.create_user(f"matrix-{role.value}-{code}", full_name=role.value).pk
    sits(person, code, role)
    return person


def happened(actor, case, row):
    """What comes of the verb; nothing of it stays."""
    row = row[actor.id] if isinstance(row, dict) else row
    rows = case.model.objects
    seen = rows.visible_to(actor) if hasattr(rows, "visible_to") else rows
    seen = seen.filter(pk=row.pk).first()
    if seen is None:
        return UNSEEN
    with transaction.atomic():
        try:
            case.do(actor, seen)
        except Refused:
            return REFUSED
        else:
            return DONE
        finally:
            transaction.set_rollback(True)


def cells(world, people):
    """{(verb, role): (own, granted, other)}."""
    found, office = {}, world.pop("office")
    for role in Role:
        with acting_as(people[role], role.value) as actor:
            for case in (case for case in CASES if not case.office):
                key = case.row or case.model
                found[case.verb, role] = tuple(
                    happened(actor, case, rows[key]) for rows in world.values()
                )
        at_office = [of_the_office(role, code, office) for code in SEATS_OF_OFFICE]
        found |= {
            (verb, role): tuple(answers[verb] for answers in at_office) for verb in at_office[0]
        }
    return found


def of_the_office(role, code, office):
    """What comes of the office's verbs for who sits in that district; the rows are the office's."""
    with acting_as_system():
        person = seated(role, code)
    with acting_as(person, role.value) as actor:
        return {
            case.verb: happened(actor, case, office[case.model]) for case in CASES if case.office
        }


def page(found):
    lines = []
    for case in CASES:
        words = VERBS[WORDS.get(case.verb, case.verb)]
        for role in Role:
            row = " | ".join(found[case.verb, role])
            lines.append(f"| {words} `{case.verb}` | {role.label} `{role.value}` | {row} |")
    return HEAD + "\n".join(lines) + "\n"


def test_the_table_is_what_really_happens(world, people):
    found = cells(world, people)
    if os.environ.get("SHIGU_RECORD"):
        PAGE.write_text(page(found), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(found), "run with SHIGU_RECORD=1"
    for (verb, role), (own, granted, other) in found.items():
        elsewhere = own if verb in OPEN else REFUSED
        assert {granted, other} <= {elsewhere, REFUSED, UNSEEN}, (verb, role)
        assert own != UNSEEN or verb in ADMINISTERED, (verb, role)
    done = {(verb, role) for (verb, role), cell in found.items() if cell[0] == DONE}
    assert {verb for verb, role in done if role == Role.ADMINISTRATOR} == ADMINISTERED | ONES_OWN
    assert {verb for verb, role in done if role != Role.ADMINISTRATOR}.isdisjoint(ADMINISTERED)
    assert {case.verb for case in CASES} - {verb for verb, _role in done} == NOBODYS


def test_every_verb_of_the_site_stands_in_the_table_or_is_no_persons():
    told = [WORDS.get(case.verb, case.verb) for case in CASES]
    assert len(set(told)) == len(told)
    ours = {verb for verb in VERBS if not verb.startswith("tests.")}
    assert set(told) | verbs_steps.STEPS | verbs_steps.FOR_ONESELF == ours
    assert set(told).isdisjoint(verbs_steps.STEPS | verbs_steps.FOR_ONESELF)


def test_everybody_does_what_is_for_oneself(people):
    for role, person in people.items():
        with acting_as(person, role.value) as actor:
            assert work.mark_all_read(actor) == 0
            assert work.choose_rhythm(actor, {"rhythm": "never"}).person_id == person
