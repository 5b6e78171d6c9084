"""An assessment is what the engine says of the rows, whole or not at all, and knows its age."""

import json
from dataclasses import asdict, replace

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.chain import actions, bridge, queries
from shigu.chain.jobs import assessing
from shigu.chain.models import Assessment, CandidateFinding, Chain, Link, LinkFinding, Position
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.chain.assess import assess
from shigu.engine.chain.candidates import candidates
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.territory.actions import occupy
from shigu.territory.models import Space
from tests.people import REFERENCE, user


def plain(value):
    return json.loads(json.dumps(value))


def pack_in_order():
    """The reference pack with its rows in the order of the database: sums are then the same."""
    pack = read_pack(REFERENCE)
    return replace(pack, tables={name: table.sort("id") for name, table in pack.tables.items()})


def by_id(links):
    return {link["id"]: link for link in links}


def chain():
    return Chain.objects.get(code="vv-interview")


def test_the_document_is_what_the_engine_finds_in_the_pack_itself(act, assessed):
    inputs = chain_inputs(pack_in_order())
    found = assess(inputs, seed=0)
    with act("lin") as lin:
        document = queries.course(lin, chain()).done.document()
    expected = plain(asdict(found))
    assert by_id(document["chain"]["links"]) == by_id(expected["links"])
    assert document["chain"]["gaps"] == expected["gaps"]
    assert document["candidates"] == plain(
        [asdict(candidate) for candidate in candidates(inputs, found)]
    )


def test_equal_inputs_have_an_equal_hash_and_other_inputs_another(act, assessed):
    with act("gu") as gu:
        assert bridge.chain_pack(gu, chain()).hash == assessed.inputs_hash
        actions.reject_position(gu, Position.objects.first(), reason="已转产")
        assert bridge.chain_pack(gu, chain()).hash != assessed.inputs_hash


def test_an_officer_cannot_have_the_chain_assessed(act):
    with act("lin") as lin:
        with pytest.raises(Refused, match="产业分析员"):
            actions.ask(lin, chain())
        assert not Assessment.objects.exists()
        assert not ProcrastinateJob.objects.exists()


def test_two_assessments_of_one_chain_do_not_run_together(act):
    with act("gu") as gu:
        actions.ask(gu, chain())
        with pytest.raises(Refused, match="正在评估"):
            actions.ask(gu, chain())
        assert Assessment.objects.count() == ProcrastinateJob.objects.count() == 1


def test_a_version_without_links_is_not_assessed(act):
    with act("gu") as gu, pytest.raises(Refused, match="还没有环节"):
        actions.ask(gu, Chain.objects.get(code="vv-2024"))


def test_a_chain_that_cannot_be_judged_says_why(act):
    with act("gu") as gu:
        Link.objects.filter(layer="application").update(layer="technology")
        asked = actions.ask(gu, chain())
        assessing.run(asked.pk, gu.id)
        asked.refresh_from_db()
        assert (asked.state, LinkFinding.objects.count()) == ("failed", 0)
        assert "application" in asked.problem


def test_a_run_that_was_withdrawn_keeps_nothing(act, monkeypatch):
    with act("gu") as gu:
        asked = actions.ask(gu, chain())

        def stopped(inputs, **_given):
            actions.withdraw(gu, Assessment.objects.get(pk=asked.pk))
            return assess(inputs, seed=0, draws=10)

        monkeypatch.setattr(assessing, "assess", stopped)
        assessing.run(asked.pk, gu.id)
        asked.refresh_from_db()
        assert (asked.state, LinkFinding.objects.count()) == ("failed", 0)
        assert "顾远" in asked.problem or "gu" in asked.problem


def test_a_worker_that_dies_leaves_nothing_half_done_and_the_job_runs_again(
    fresh_database, monkeypatch
):
    who = user("gu").pk
    with acting_as(who, "顾远") as gu:
        asked = actions.ask(gu, chain())

    def killed(*_given, **_named):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(assessing, "candidates", killed)
        with pytest.raises(SystemExit):
            assessing.run(asked.pk, who)
    with acting_as_system():
        assert not LinkFinding.objects.exists()
        assert Assessment.objects.get(pk=asked.pk).state == "running"
    assessing.run(asked.pk, who)
    with acting_as_system():
        assert Assessment.objects.get(pk=asked.pk).state == "done"
        assert LinkFinding.objects.count() == 93
        assert CandidateFinding.objects.count() == 61
    assessing.run(asked.pk, who)
    with acting_as_system():
        assert LinkFinding.objects.count() == 93


@pytest.mark.parametrize(
    "change",
    [
        lambda gu: actions.reject_position(gu, Position.objects.first(), reason="已转产"),
        lambda gu: Link.objects.filter(code="cmos-sensor").update(weight=2.0),
    ],
)
def test_an_assessment_knows_when_its_inputs_changed(fresh_database, change):
    who = user("gu").pk
    with acting_as(who, "顾远") as gu:
        asked = actions.ask(gu, chain())
    assessing.run(asked.pk, who)
    with acting_as(who, "顾远") as gu:
        done = queries.course(gu, chain()).done
        assert not queries.out_of_date(gu, done)
        change(gu)
    with acting_as(who, "顾远") as gu:
        assert queries.out_of_date(gu, done)


def test_what_is_offered_are_free_spaces_of_the_register(assessed, act, monkeypatch):
    offered = {space for offer in assessed.indicators["moves"] for space in offer["spaces"]}
    with act("shen") as shen:
        here = Space.objects.filter(
            code__in=offered, district__code="xiaoshan", divisible=False, available_to=None
        ).first()
        start = max(timezone.localdate(), here.available_from)
        occupy(shen, here, start=start, end=None, basis="lease", reason="入驻")
    monkeypatch.setattr(bridge.timezone, "localdate", lambda: start)
    with act("gu") as gu:
        left = set(bridge.chain_pack(gu, chain()).tables["spaces"]["id"])
    assert offered - left == {here.code}
