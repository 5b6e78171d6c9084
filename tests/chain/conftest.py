"""An assessed chain."""

import pytest

from shigu.chain import actions
from shigu.chain.jobs.assessing import run
from shigu.chain.models import Chain


@pytest.fixture
def assessed(act):
    """The reference chain, assessed on behalf of Gu."""
    with act("gu") as gu:
        asked = actions.ask(gu, Chain.objects.get(code="vv-interview"))
        run(asked.pk, gu.id)
        asked.refresh_from_db()
    assert asked.state == "done", asked.problem
    return asked
