"""The count by program: the table as known on a day, facts and events told."""

from datetime import date

import pytest

from shigu.counting.models import CapitalEvent, CountingFacts
from tests.counting.test_as_of import TODAY, signed


@pytest.fixture
def address(act):
    with act("lin") as lin:
        return f"/api/v1/projects/{signed(lin, 'p-one', 5000).pk}"


def test_the_table_comes_with_the_rows_left_out(tell, ask, address):
    event = {"kind": "increase", "day": str(TODAY), "amount_wan": 800.5, "reason": "增资"}
    made = tell("lin", "POST", f"{address}/capital_events", event)
    assert made.status_code == 201, made.content
    found = ask("lin", f"/api/v1/counting?year={TODAY.year}").json()
    (row,) = found["months"]
    assert (row["projects"], row["signed_wan"], row["amount_wan"]) == (1, 5000.0, 5800.5)
    assert "day_unknown" in {each["why"] for each in found["left_out"]}
    earlier = ask("lin", f"/api/v1/counting?as_of={date(TODAY.year, 1, 1)}").json()
    assert earlier["months"] == []
    gone = tell(
        "lin", "POST", f"/api/v1/capital_events/{made.json()['id']}/cancel", {"reason": "误登"}
    )
    assert gone.json()["cancels"] == made.json()["id"]
    assert ask("lin", "/api/v1/counting").json()["months"][0]["added_wan"] == 0
    assert ask("shen", "/api/v1/counting").json()["months"] == []
    assert ask("lin", "/api/v1/counting?yera=2026").status_code == 422


def test_facts_are_told_and_others_tell_none(tell, ask, address, act):
    facts = {"public_share": 0.6, "reason": "财政出资六成"}
    assert tell("lin", "POST", f"{address}/counting_facts", facts).json()["public_share"] == 0.6
    assert ask("lin", "/api/v1/counting").json()["months"] == []
    assert tell("gu", "POST", f"{address}/counting_facts", facts).status_code == 403
    assert tell("shen", "POST", f"{address}/counting_facts", facts).status_code == 404
    with act("lin"):
        assert (CountingFacts.objects.count(), CapitalEvent.objects.count()) == (1, 0)
