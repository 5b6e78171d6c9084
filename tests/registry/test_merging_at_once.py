"""Many merge the same organisation at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as, acting_as_system
from shigu.registry import actions
from shigu.registry.models import Merge, Organisation
from tests.people import user
from tests.registry.doubled import DOUBLE

CLIENTS = 8


def crowd(fresh):
    del fresh
    with acting_as_system() as system:
        rows = [DOUBLE | {"id": f"org-crowd-{n}", "district": "binjiang"} for n in range(CLIENTS)]
        actions.put(system, "organisations", rows, reason="试验")
        found = Organisation.objects.filter(code__startswith="org-crowd-").order_by("code")
        return user("lin").pk, list(found)


def at_once(lin, pairs):
    gate = Barrier(len(pairs))

    def one(pair):
        try:
            connection.ensure_connection()
            gate.wait(120)
            with acting_as(lin, "林岚") as actor:
                return actions.merge(actor, *pair, reason="同一家").pk
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pairs)) as pool:
        return list(pool.map(one, pairs))


def test_one_row_is_merged_once_and_nobody_is_merged_in_a_circle(fresh_database):
    lin, rows = crowd(fresh_database)
    circle = [(rows[n], rows[(n + 1) % CLIENTS]) for n in range(CLIENTS)]
    told = at_once(lin, circle)
    won = [answer for answer in told if isinstance(answer, int)]
    assert all("已经并入" in answer for answer in told if isinstance(answer, str))
    with acting_as_system():
        assert Merge.objects.count() == len(won)
        standing = Organisation.objects.filter(code__startswith="org-crowd-", merged_into=None)
        assert standing.count() == CLIENTS - len(won) >= 1
        followed = Organisation.objects.exclude(merged_into=None)
        assert not followed.exclude(merged_into__merged_into=None).exists()


def test_of_many_who_drop_the_same_row_one_does(fresh_database):
    lin, rows = crowd(fresh_database)
    told = at_once(lin, [(keep, rows[0]) for keep in rows[1:]])
    assert sum(isinstance(answer, int) for answer in told) == 1
