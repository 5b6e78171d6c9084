"""What the database sums up and pages through is what the engine counts event by event."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from shigu.counting import queries
from shigu.counting.actions import cancel, record, tell
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.counting.queries import Want, count
from shigu.engine.counting.load import FACTS
from shigu.engine.counting.tally import tally
from shigu.engine.counting.values import Event, Kind
from shigu.projects.models import Project, StageChange
from shigu.projects.stages import SIGNED_OR_PAST, Stage
from tests.counting.test_as_of import INCREASE, RULES, TODAY, asked, signed, stand


@pytest.fixture
def lin(act):
    """滨江 with every sort of project: alike, with facts, signed twice, with capital events."""
    with act("lin") as actor:
        rows = [signed(actor, f"p-{n}", 1000 + n) for n in range(8)]
        tell(actor, rows[0], {"public_share": Decimal("0.7")}, reason="财政出资")
        tell(actor, rows[1], {"own_city_capital": True}, reason="国资")
        tell(actor, rows[1], {"outlet": False}, reason="更正")
        stand(stand(rows[2], Stage.TALKS), Stage.SIGNED)
        stand(stand(stand(rows[6], Stage.TALKS), Stage.REMEDY), Stage.PERMITS)
        stand(signed(actor, "p-over", 1, Stage.TALKS), Stage.REMEDY)
        record(actor, rows[3], INCREASE, reason="增资协议")
        record(actor, rows[4], {"kind": "owner_change", "day": TODAY}, reason="股权转让")
        cancel(actor, record(actor, rows[5], INCREASE, reason="误"), reason="误登")
        late = Project.objects.filter(
            district__code="binjiang", stage__in=("7", "8", "9", "10", "11", "12")
        ).first()
        known = {"kind": "signing", "day": date(TODAY.year, 1, 1)}
        record(actor, late, known, reason="补登")
        yield actor


def events(actor):
    """Every event of the projects that ``actor`` reads, one by one, as they stand today."""
    gone = {row.cancels for row in CapitalEvent.objects.visible_to(actor)}
    for project in Project.objects.visible_to(actor).select_related("district"):
        told = CountingFacts.objects.filter(project=project).order_by("-at").first()
        facts = {name: getattr(told, name) for name in FACTS} if told else {}
        facts = {name: value for name, value in facts.items() if value is not None}
        key, place, amount = str(project.pk), project.district.code, project.invest_wan
        for step in StageChange.objects.filter(project=project).order_by("place"):
            over = step.to_stage == Stage.REMEDY and step.from_stage
            new = step.from_stage not in SIGNED_OR_PAST and not over
            if step.to_stage in SIGNED_OR_PAST and new:
                dated = bool(step.from_stage)
                yield Event(key, place, Kind.SIGNING, step.on, amount, facts, dated)
        for row in CapitalEvent.objects.filter(project=project, cancels__isnull=True):
            if row.pk not in gone:
                worth = amount if row.kind == "signing" else row.amount_wan
                yield Event(key, place, Kind(row.kind), row.day, worth, facts)


def of_year(rows):
    return [each for each in rows if each.event.day.year == TODAY.year]


def test_the_rows_are_those_of_the_engine(lin):
    found = count(lin, asked())
    reference = tally(events(lin), RULES)
    assert Counter(
        (row["project"], row["day"], row["kind"], row["amount_wan"], row["projects"])
        for row in queries.counted(found)
    ) == Counter(
        (e.event.project, e.event.day, e.event.kind.value, e.amount_wan, e.projects)
        for e in of_year(reference.counted)
    )
    assert Counter(
        (row["project"], row["day"], row["kind"], row["why"]) for row in queries.left_out(found)
    ) == Counter(
        (e.event.project, e.event.day, e.event.kind.value, e.code)
        for e in of_year(reference.left_out)
    )
    whys = {row["why"] for row in queries.left_out(found)}
    assert {"counted_before", "day_unknown", "owner_changed"} < whys


@pytest.mark.parametrize("want", list(Want))
def test_the_sums_are_those_of_the_engine(lin, want):
    found = count(lin, asked(), want)
    reference = tally(events(lin), RULES)
    own = of_year(reference.counted)
    months = queries.monthly(found)
    assert sum(row["projects"] for row in months) == sum(each.projects for each in own) > 5
    assert sum(row["amount_wan"] for row in months) == sum(each.amount_wan for each in own)
    assert queries.how_many_left_out(found) == len(of_year(reference.left_out))


@pytest.mark.parametrize("kind", [queries.counted, queries.left_out])
def test_rows_come_by_day_and_project_and_pages_are_parts_of_them(lin, kind):
    found = kind(count(lin, asked()))
    rows = list(found)
    assert rows == sorted(rows, key=lambda row: (row["day"], row["project"]))
    assert len(found) == len(rows) > 5
    for size in (1, 2, 3, 7):
        places = range(0, len(rows), size)
        assert [row for at in places for row in found[at : at + size]] == rows
    assert (found[0], found[-1]) == (rows[0], rows[-1])
    assert {row["code"] for row in rows} == {code for code, _name in found.districts}
