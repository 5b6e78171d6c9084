"""The table of moves: no way round a gate, a history that is whole, a replay that agrees."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.work import actions
from shigu.work.models import Task
from shigu.work.moves import CLOSED, MOVES, State, replayed
from tests.work.world import give

VERBS = sorted({move.verb for move in MOVES})
ACTS = st.lists(
    st.tuples(st.sampled_from(["lin", "shen", "gu"]), st.sampled_from(VERBS)), max_size=8
)
SIDE = {"lin": "issuer", "shen": "owner", "gu": None}


def test_every_state_is_reached_and_only_closed_ones_end():
    reached = {State.ISSUED} | {move.after for move in MOVES}
    assert reached == set(State)
    assert {state for state in State if not any(m.before == state for m in MOVES)} == set(CLOSED)


def test_a_verb_leads_from_a_state_to_one_state_and_belongs_to_one_side():
    assert len({(move.verb, move.before) for move in MOVES}) == len(MOVES)
    sides = {verb: {move.side for move in MOVES if move.verb == verb} for verb in VERBS}
    assert all(len(found) == 1 for found in sides.values())


@given(st.lists(st.sampled_from(VERBS), max_size=6))
def test_a_replay_takes_only_rows_of_the_table(verbs):
    state = State.ISSUED
    for at, verb in enumerate(verbs):
        ways = [move.after for move in MOVES if (move.verb, move.before) == (verb, state)]
        if not ways:
            with pytest.raises(ValueError, match="does not start"):
                replayed(verbs[: at + 1])
            return
        (state,) = ways
    assert replayed(verbs) == state


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=ACTS)
def test_no_path_goes_round_a_gate_and_the_steps_replay_to_the_state(act, tries):
    with act("lin") as lin:
        task = give(lin)
    expected, taken = State.ISSUED, []
    for who, verb in tries:
        row = next((m for m in MOVES if (m.verb, m.before) == (verb, expected)), None)
        allowed = row is not None and row.side == SIDE[who]
        with act(who) as actor:
            try:
                with transaction.atomic():
                    actions.move(actor, task, verb, "说明")
            except (Refused, Task.DoesNotExist):
                assert not allowed
            else:
                assert allowed
                expected, taken = row.after, [*taken, verb]
    with acting_as_system():
        kept = Task.objects.get(pk=task.pk)
        steps = list(kept.steps.values_list("verb", "state"))
        assert kept.state == expected == replayed(verb for verb, _ in steps)
        assert [verb for verb, _ in steps] == taken
        states = list(kept.events.order_by("pgh_created_at").values_list("state", flat=True))
        assert states == [State.ISSUED, *(state for _, state in steps)]


@pytest.mark.parametrize("state", ["done", "confirmed", "withdrawn"])
def test_the_database_itself_refuses_a_way_round(act, state):
    with act("lin") as lin:
        task = give(lin)
    with act("shen"), pytest.raises(DatabaseError, match="along its table"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state=state)
    with acting_as_system():
        assert Task.objects.get(pk=task.pk).state == "issued"


def test_a_move_that_says_nothing_is_refused_where_something_has_to_be_said(act):
    with act("lin") as lin:
        task = give(lin)
    with act("shen") as shen:
        with pytest.raises(Refused, match="请写明"):
            actions.move(shen, task, "decline", " ")
        assert not task.steps.exists()
        assert actions.move(shen, task, "accept").state == "accepted"
