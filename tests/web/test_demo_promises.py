"""The demonstration shows every state of a promise, and a count with rows left out."""

from django.utils import timezone

from shigu.commitments.models import Commitment, RemedyStep
from shigu.counting import queries
from shigu.counting.models import CapitalEvent
from shigu.counting.queries import Asked, count
from shigu.counting.vocabulary import rules_named
from shigu.districts.scope import acting_as_system
from shigu.web.demo_counting import count_the_demo
from shigu.web.demo_promises import promise_the_demo


def test_every_state_is_there_and_a_second_run_adds_nothing(db):
    for _ in range(2):
        promise_the_demo()
        with acting_as_system():
            rows = Commitment.objects.standing(timezone.localdate())
            states = list(rows.values_list("state", flat=True))
            assert (len(states), RemedyStep.objects.count()) == (22, 4)
    assert set(states) == {"on_track", "due_soon", "met", "late", "partly", "missed"}


def test_signings_told_later_count_and_own_capital_does_not(db):
    count_the_demo()
    today = timezone.localdate()
    with acting_as_system() as system:
        events = CapitalEvent.objects.count()
        wanted = Asked(today.year, today, rules_named("vision-valley"))
        found = count(system, wanted)
        assert sum(row["projects"] for row in queries.monthly(found)) > 0
        assert "own_city_capital" in {row["why"] for row in queries.left_out(found)}
    count_the_demo()
    with acting_as_system():
        assert CapitalEvent.objects.count() == events
