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
from tests.security import verbs_news
from tests.security.verbs import CASES, fill
from tests.work.world import place

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "verbs.md"
PLACES = {"own": "xiaoshan", "granted": "binjiang", "other": "qiantang"}
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

| 事项 · verb | 角色 · role | 本区 · own | 获授权 · granted | 他区 · other |
|---|---|---|---|---|
"""
OPEN = {"registry.judge", *verbs_news.OPEN}
"""Verbs whose row is a word of one's own or of the whole cluster, and none of a district."""
WORDS = {"work.revise_entry": "work.revise"}


@pytest.fixture
def second_reader(monkeypatch):
    """One is set, and nobody answers there: it is asked for and not carried out."""
    monkeypatch.setenv("SHIGU_SECOND_OPINION_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SHIGU_SECOND_OPINION_MODEL", verbs_news.MODEL)
    environment.cache_clear()
    yield
    environment.cache_clear()


@pytest.fixture
def world(db, second_reader):
    """Rows of three districts; 滨江 grants all its classes to 萧山."""
    with acting_as_system() as system:
        found = {where: fill(system, code) for where, code in PLACES.items()}
        for each in DataClass:
            Grant.objects.update_or_create(
                district=place("binjiang"),
                grantee=place("xiaoshan"),
                data_class=each,
                defaults={
                    "agreement": "示例",
                    "valid_from": date(2026, 1, 1),
                    "valid_to": date(2036, 1, 1),
                },
            )
    return found


def seated(role):
    with acting_as_system():
        person = User.objects.create_user(f"matrix-{role}", password="x", full_name=role)
        Membership.objects.create(
            user=person, district=place("xiaoshan"), role=role, valid_from=date(2026, 1, 1)
        )
        return person.pk


def happened(actor, case, row):
    """What comes of the verb; nothing of it stays."""
    seen = case.model.objects.visible_to(actor).filter(pk=row.pk).first()
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


def cells(world):
    """{(verb, role): (own, granted, other)}."""
    found = {}
    for role in Role:
        with acting_as(seated(role.value), role.value) as actor:
            for case in CASES:
                found[case.verb, role] = tuple(
                    happened(actor, case, rows[case.model]) for rows in world.values()
                )
    return found


def page(found):
    lines = []
    for case in CASES:
        words = VERBS[WORDS.get(case.verb, case.verb)]
        for role in Role:
            row = " | ".join(found[case.verb, role])
            lines.append(f"| {words} `{case.verb}` | {role.label} `{role.value}` | {row} |")
    return HEAD + "\n".join(lines) + "\n"


def test_the_table_is_what_really_happens(world):
    found = cells(world)
    if os.environ.get("SHIGU_RECORD"):
        PAGE.write_text(page(found), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(found), "run with SHIGU_RECORD=1"
    for (verb, role), (own, granted, other) in found.items():
        elsewhere = own if verb in OPEN else REFUSED
        assert {granted, other} <= {elsewhere, REFUSED, UNSEEN}, (verb, role)
        assert own != UNSEEN, (verb, role)
    assert {own for own, _granted, _other in found.values()} == {DONE, REFUSED}
    assert all(found[case.verb, Role.ADMINISTRATOR][0] == REFUSED for case in CASES)


def test_every_verb_of_the_table_is_a_verb_of_the_site():
    assert {WORDS.get(case.verb, case.verb) for case in CASES} <= set(VERBS)
    assert len({case.verb for case in CASES}) == len(CASES)


def test_every_verb_of_news_the_desk_and_partnerships_stands_in_it():
    apps = ("ingest.", "review.", "cooperation.")
    meant = {verb for verb in VERBS if verb.startswith(apps)} - verbs_news.STEPS
    assert meant == {case.verb for case in verbs_news.CASES}
    assert set(VERBS) >= verbs_news.STEPS
