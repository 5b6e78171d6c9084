"""The database tells the same states as the engine, over a grid of cases."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from shigu.commitments.actions import promise, prove
from shigu.commitments.bridge import found_of, promise_of
from shigu.commitments.models import Commitment
from shigu.engine.promises.standing import part, state
from tests.commitments.cast import INVESTMENT, START, project_of

DUES = (date(2026, 2, 1), date(2026, 6, 30), date(2026, 11, 1))
EVIDENCE = ((), ((1, 0),), ((1, 4),), ((1, 4), (2, 10)), ((7, 10),), ((10, 3), (3, 2)))


def test_states_of_the_database_are_those_of_the_engine(act):
    with act("lin") as lin:
        project = project_of()
        for due, seen in product(DUES, EVIDENCE):
            row = promise(lin, project, INVESTMENT | {"due": due, "amount": Decimal(10)})
            for month, figure in seen:
                values = {"kind": "tax", "figure": Decimal(figure), "day": date(2026, month, 1)}
                prove(lin, row, values)
        for due in DUES:
            row = promise(lin, project, START | {"due": due})
            if due != DUES[0]:
                prove(lin, row, {"kind": "permit", "day": date(2026, 7, 1)})
        told = set()
        for days in range(0, 400, 7):
            today = date(2026, 1, 1) + timedelta(days=days)
            for row in Commitment.objects.standing(today):
                expected = state(promise_of(row), found_of(row), today)
                assert row.state == expected
                share = part(promise_of(row), found_of(row))
                assert (row.part is None) == (share is None)
                if share is not None:
                    assert abs(float(row.part) - float(share)) < 1e-6
                told.add(row.state)
    assert told == {"on_track", "due_soon", "met", "late", "partly", "missed"}
