"""A project of 滨江 on the agenda of an evaluation meeting."""

import pytest

from shigu.admission import actions, queries
from tests.admission import world


@pytest.fixture
def panel(act):
    """A meeting that 滨江 calls; Lin, Gu and Wei judge."""
    with act("lin") as lin:
        return world.call(lin)


@pytest.fixture
def put_up(act, panel):
    """A project of 滨江 at the meeting."""
    project = world.project_at("5")
    with act("lin") as lin:
        made = actions.put_up(lin, panel, project)
        return queries.seen(lin).select_related("project__district").get(pk=made.pk)


@pytest.fixture
def judge(act, put_up):
    """``judge("gu", tax=3)`` hands in all points but those told."""

    def hand_in(name, vetoes=(), remark="", **points):
        with act(name) as actor:
            return actions.hand_in(
                actor, put_up, world.less(**points), vetoes=vetoes, remark=remark
            )

    return hand_in
