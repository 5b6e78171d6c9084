"""A stage that news tells is a proposal of its own, never a value of the project."""

import pytest

from tests.engine.text.proposals.cast import PROJECT, entity, event
from tests.engine.text.proposals.test_propose import proposed, values

STARTED = event("START", ("project", "p"), date="2026-11-20")


@pytest.mark.parametrize(
    ("kind", "stage"), [("SIGN", "6"), ("START", "10"), ("PRODUCE", "12")], ids=str.lower
)
def test_an_event_that_happened_proposes_its_stage_and_day(kind, stage):
    found = proposed(entity("p"), event(kind, ("project", "p"), date="2026-11-20"))
    one = found[f"stage:{PROJECT}@{stage}"]
    assert values(one) == {"name": PROJECT, "stage": stage, "on": "2026-11-20"}
    assert (one.bulk, [each.code for each in one.reasons]) == (False, ["review.step"])
    assert "stage" not in values(found[f"project:{PROJECT}"])


def test_a_day_that_is_not_told_is_for_a_person():
    one = proposed(entity("p"), event("START", ("project", "p"), date="2026-11"))
    stage = one[f"stage:{PROJECT}@10"]
    assert values(stage) == {"name": PROJECT, "stage": "10"}
    assert [each.code for each in stage.reasons] == ["review.step", "review.missing"]
    assert (stage.reasons[1].zh, stage.reasons[1].inputs) == (
        "还缺发生日期，由人填写",
        {"field": "on"},
    )


@pytest.mark.parametrize("modality", ["planned", "agreed", "level"])
def test_what_has_not_happened_reaches_no_stage(modality):
    told = event("START", ("project", "p"), modality=modality, date="2026-11-20")
    assert not [key for key in proposed(entity("p"), told) if key.startswith("stage:")]


@pytest.mark.parametrize("kind", ["LAND", "TOPOUT", "UNVEIL"])
def test_other_events_are_no_stage(kind):
    told = event(kind, ("project", "p"), date="2026-11-20")
    assert not [key for key in proposed(entity("p"), told) if key.startswith("stage:")]


def test_the_same_stage_is_proposed_once():
    keys = [key for key in proposed(entity("p"), STARTED, STARTED) if key.startswith("stage:")]
    assert keys == [f"stage:{PROJECT}@10"]
