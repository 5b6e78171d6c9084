"""A second opinion is added beside what the machine says; nothing that is there changes."""

import pytest

from shigu.districts.policies import Refused
from shigu.engine.text.second.opinion import second_opinion
from shigu.ingest.actions import keep_second_opinion, store
from shigu.ingest.bridge import view_of
from shigu.ingest.models import Event, Statement
from shigu.review.actions import read_in
from shigu.review.models import NewsProposal
from tests.cli.test_ingest_second import PROJECT, SAYS
from tests.ingest.world import SIGNED, page

FIELDS = ("id", "number", "kind", "type", "name", "said", "confidence", "modality", "extractor")


def opinion_of(row):
    return second_opinion(row.sha256, view_of(row), row.published, lambda _: SAYS)


def kept(actor):
    """Everything that follows from the machine's statements."""
    return (
        list(Statement.objects.by_machine().order_by("id").values_list(*FIELDS)),
        list(Event.objects.order_by("id").values_list("id", "type", "name", "origins")),
        list(
            NewsProposal.objects.visible_to(actor)
            .order_by("id")
            .values_list("id", "state", "subject", "values", "plans", "evidence", "confidence")
        ),
    )


def test_it_stands_beside_with_its_agreement_and_changes_nothing(act):
    with act("gu") as gu:
        [row] = store(gu, [page(SIGNED)]).new
        read_in(gu)
        before = kept(gu)
        assert all(before)
        keep_second_opinion(gu, row, "small", opinion_of(row))
        assert kept(gu) == before
        rows = list(row.statements.filter(extractor="second:small").order_by("number"))
        last = max(number for _, number, *_ in before[0])
        assert [each.number for each in rows] == [last + 1, last + 2]
        assert {each.confidence for each in rows} == {0.5}
        name, total = rows
        assert name.said["agreement"]["verdict"] == "confirmed"
        [against] = total.said["agreement"]["against"]
        machine = row.statements.get(number=against)
        assert (machine.name, machine.type, machine.modality) == (
            PROJECT,
            "investment_total",
            "agreed",
        )
        assert (total.said["agreement"]["verdict"], total.modality) == ("contradicts", "happened")
        assert total.quote == "12.5亿元"


def test_a_model_speaks_once_and_another_is_numbered_on(act):
    with act("gu") as gu:
        [row] = store(gu, [page(SIGNED)]).new
        first = keep_second_opinion(gu, row, "small", opinion_of(row))
        assert keep_second_opinion(gu, row, "small", opinion_of(row)) == []
        other = keep_second_opinion(gu, row, "large", opinion_of(row))
        numbers = [each.number for each in (*first, *other)]
        assert numbers == list(range(numbers[0], numbers[0] + 4))
        assert [each.said["agreement"] for each in first] == [
            each.said["agreement"] for each in other
        ]


def test_who_keeps_no_register_keeps_no_opinion(act):
    with act("gu") as gu:
        [row] = store(gu, [page(SIGNED)]).new
    with act("fang") as fang:
        with pytest.raises(Refused, match="企业与机构由"):
            keep_second_opinion(fang, row, "small", opinion_of(row))
        assert not Statement.objects.filter(extractor__startswith="second:").exists()


def test_the_article_shows_it_apart(act, visit):
    with act("gu") as gu:
        [row] = store(gu, [page(SIGNED)]).new
        keep_second_opinion(gu, row, "small", opinion_of(row))
    response = visit("fang", row.get_absolute_url())
    told = response.content.decode()
    part = told.split("second:small")[1]
    assert "一致" in part and "不同" in part and "只有第二读者说" not in part
    assert {each.extractor for each in response.context["said"]} == {"crf+grammar/1"}
    assert [each.type for each in response.context["second"]] == ["PROJECT", "investment_total"]
