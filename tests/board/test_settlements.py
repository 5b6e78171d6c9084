"""What a year of sharing asks of whom, on the cockpit."""

from shigu.board.queries.attention import attention
from shigu.sharing import actions
from tests.board.test_cockpit import TODAY
from tests.sharing.ledger_world import acting, computed, reread, world


def told(name):
    with acting(name) as actor:
        return [
            (item.next_step, item.url)
            for item in attention(actor, TODAY)
            if item.what.startswith("协议 park-split 2025")
        ]


def test_each_step_stands_before_who_may_take_it(db):
    run = computed(world())
    page = run.get_absolute_url()
    assert told("fang") == told("shu") == [("核对后提请各方同意", page)]
    assert told("bao") == told("lin") == []

    with acting("fang") as fang:
        actions.propose(fang, run)
    assert told("fang") == []
    assert told("shu") == told("bao") == [("核对后同意或反对", page)]

    for name in ("shu", "bao"):
        with acting(name) as actor:
            actions.answer(actor, reread(run), agrees=True)
    assert told("bao") == []
    assert told("fang") == [("各方已同意，可以入账", page)]


def test_an_older_run_of_the_year_asks_nothing(db):
    agreement = world()
    computed(agreement)
    newer = computed(agreement)
    assert told("fang") == [("核对后提请各方同意", newer.get_absolute_url())]
