"""Signals by hand: noted with sentence and source, refused without, withdrawn and not forgotten."""

from decimal import Decimal

import pytest

from shigu.districts.models import Source
from shigu.districts.policies import Refused
from shigu.registry import actions, queries
from shigu.registry.actions import Cited
from shigu.registry.models import Organisation, Signal

OUTSIDE = "cn-688213"
TOLD = {
    "kind": "expansion",
    "date": "2026-05",
    "statement": "拟投资 8 亿元新建产线。",
    "amount_wan": Decimal(80000),
}
CITED = Cited("产线开工", "https://news.example.org/a/1", "示例日报")
WHY = "周报检索所得"


def firm(code=OUTSIDE):
    return Organisation.objects.get(code=code)


def test_a_signal_is_noted_with_its_sentence_and_a_new_source(act):
    with act("gu") as gu:
        made = actions.hear(gu, firm(), TOLD, cited=CITED, reason=WHY)
        made.refresh_from_db()
        assert (made.kind, made.date, made.amount_wan) == ("expansion", "2026-05", 80000)
        assert (made.statement, made.status) == (TOLD["statement"], "fact")
        assert (made.source.title, made.source.url) == (CITED.title, CITED.url)
        again = TOLD | {"date": "2026-06"}
        other = actions.hear(gu, firm(), again, cited=CITED, reason=WHY)
        assert other.source == made.source


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "growth"}, "增长"),
        ({"kind": "rumour"}, "rumour"),
        ({"date": "2026-13"}, "2026-13"),
        ({"date": "2199"}, "还没有到"),
        ({"statement": "  "}, "那句话"),
        ({"amount_wan": Decimal(-1)}, "-1"),
    ],
    ids=["growth", "kind", "month", "future", "sentence", "amount"],
)
def test_what_no_pack_could_hold_is_refused_and_nothing_is_kept(act, change, said):
    with act("gu") as gu:
        before = Signal.objects.count(), Source.objects.count()
        with pytest.raises(Refused, match=said):
            actions.hear(gu, firm(), TOLD | change, cited=CITED, reason=WHY)
        assert (Signal.objects.count(), Source.objects.count()) == before


def test_of_a_real_firm_nothing_is_said_without_a_source(act):
    with act("gu") as gu:
        with pytest.raises(Refused, match="来源"):
            actions.hear(gu, firm(), TOLD, reason=WHY)
        told = {"code": "s-made-up", "title": "示例", "trust": "own", "status": "illustrative"}
        illustration = Source.objects.create(**told)
        with pytest.raises(Refused, match="来源"):
            actions.hear(gu, firm(), TOLD | {"source": illustration}, reason=WHY)
        assert not Signal.objects.filter(statement=TOLD["statement"]).exists()


def test_neither_another_district_nor_a_reader_nor_a_silent_hand_notes_one(act):
    local = "org-hikvision"
    for name, code, reason in (
        ("shen", local, WHY),
        ("wei", OUTSIDE, WHY),
        ("zhou", OUTSIDE, WHY),
        ("gu", OUTSIDE, " "),
    ):
        with act("lin"):
            row = Organisation.objects.select_related("district").get(code=code)
        with act(name) as actor, pytest.raises(Refused):
            actions.hear(actor, row, TOLD, cited=CITED, reason=reason)
    with act("lin") as lin:
        assert not Signal.objects.filter(statement=TOLD["statement"]).exists()
        assert actions.hear(lin, firm(local), TOLD, cited=CITED, reason=WHY).pk


def test_the_same_is_not_noted_twice(act):
    with act("gu") as gu:
        actions.hear(gu, firm(), TOLD, cited=CITED, reason=WHY)
        with pytest.raises(Refused, match="已经登记"):
            actions.hear(gu, firm(), TOLD, cited=CITED, reason=WHY)
        assert Signal.objects.filter(statement=TOLD["statement"]).count() == 1


def test_what_is_withdrawn_is_gone_from_the_table_and_stays_in_history(act):
    with act("gu") as gu:
        made = actions.hear(gu, firm(), TOLD, cited=CITED, reason=WHY)
        with pytest.raises(Refused):
            actions.unhear(gu, made, reason="")
        assert queries.signals(gu, firm()).filter(pk=made.pk).exists()
        actions.unhear(gu, made, reason="公司已澄清")
        assert not queries.signals(gu, firm()).filter(code=made.code).exists()
        assert Source.objects.filter(title=CITED.title).exists()
        gone, noted = queries.history(firm())[:2]
    assert (gone.reason, noted.reason) == ("公司已澄清", WHY)
    for event in (gone, noted):
        assert TOLD["statement"] in event.verb
        assert CITED.title in event.verb


def test_of_another_districts_firm_none_is_withdrawn(act):
    with act("lin") as lin:
        made = actions.hear(lin, firm("org-hikvision"), TOLD, cited=CITED, reason=WHY)
    for name in ("shen", "gu", "wei"):
        with act(name) as actor, pytest.raises(Refused):
            actions.unhear(actor, made, reason="误登")
    with act("lin"):
        assert Signal.objects.filter(pk=made.pk).exists()
