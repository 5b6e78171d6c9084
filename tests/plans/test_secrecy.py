"""What 萧山 can read of a joint plan: nothing of 滨江's projects but what comes onto its ground."""

import json

import ahocorasick
import pytest
from django.apps import apps
from django.db import connection

from shigu.districts.actions import revoke_grant
from shigu.districts.models import District, Grant
from shigu.districts.scope import acting_as_system
from shigu.plans import queries
from shigu.plans.actions import adopt_plan
from shigu.plans.models import Paper, Placement, PlacementCase, Plan, Unplaced
from shigu.projects.models import Project
from tests.people import DAY
from tests.plans.world import ask, compute, reread

AMOUNTS = ("invest_wan", "fixed_invest_wan", "floor_area_m2", "power_kva", "water_t_day")
YEARLY = ("tax_local_wan", "output_wan", "public_cost_wan")


def mark():
    """Amounts of 滨江's projects that appear nowhere else, and a tie to a neighbour's project."""
    with acting_as_system():
        for i, project in enumerate(Project.objects.filter(district__code="binjiang")):
            for k, name in enumerate(AMOUNTS):
                if getattr(project, name) is not None:
                    value = float(getattr(project, name)) + 0.1234 + i / 1000 + k / 10000
                    setattr(project, name, round(value, 4))
            project.save()
            for k, year in enumerate(project.years.all()):
                for name in YEARLY:
                    if getattr(year, name):
                        setattr(year, name, round(float(getattr(year, name)) + 0.4321 + k, 4))
                year.save()
        tied = Project.objects.get(code="p-mmwave-line")
        tied.apart_from = ["p-connector-plant"]
        tied.save()


def spelled(number):
    """The ways in which a marked amount may be written; shorter ones would mean anything."""
    words = (f"{float(number):.4f}", f"{float(number):,.4f}", f"{float(number):,.3f}")
    return {word for word in (each.rstrip("0").rstrip(".") for each in words) if len(word) > 6}


def secrets_of(project):
    """Everything that tells of a project: its key, code, names and marked amounts."""
    found = {str(project.pk), project.code, project.name, project.name_en}
    found |= {project.name.removesuffix("（示例）"), project.name_en.removesuffix(" (example)")}
    for name in AMOUNTS:
        if getattr(project, name) is not None:
            found |= spelled(getattr(project, name))
    for year in project.years.all():
        for name in YEARLY:
            if getattr(year, name):
                found |= spelled(getattr(year, name))
    return {word for word in found if word}


def worth(project, plan):
    """What the plan says a project is worth, as its documents write it."""
    case = PlacementCase.objects.filter(placement__project=project, placement__plan_id=plan)
    left = Unplaced.objects.filter(project=project, plan_id=plan)
    values = [
        *case.values_list("value_yuan", flat=True),
        *left.values_list("value_yuan", flat=True),
    ]
    return {repr(value) for value in values} | {repr(value / 10000) for value in values}


def everything_readable():
    """Every byte that the connection gets out of every table, by raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'v', 'm', 'p')"
            " AND c.relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(c.oid, 'SELECT')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert "plans_outline" in tables
        assert "plans_plankeptevent" in tables
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            for (row,) in cursor.fetchall():
                yield table, row.replace('""', '"')


def leaks(words):
    """(table, word) of every word that stands somewhere, numbers only where they stand whole."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return {
        (table, word)
        for table, row in everything_readable()
        for end, word in automaton.iter(row)
        if not part_of_a_number(row, end, word)
    }


def part_of_a_number(row, end, word):
    around = row[end - len(word) : end - len(word) + 1] + row[end + 1 : end + 2]
    return word[-1].isdigit() and any(c.isdigit() or c == "." for c in around)


@pytest.fixture
def marked(small):
    mark()
    with acting_as_system():
        joint = District.objects.get(code="joint")
        for code in ("xiaoshan", "binjiang"):
            Grant.objects.create(
                district=joint,
                grantee=District.objects.get(code=code),
                data_class="plans",
                agreement="联合方案概要（示例）",
                valid_from=DAY,
                valid_to=DAY.replace(year=2036),
            )
    plan = ask()
    compute(plan)
    return plan


def secrets(plan):
    with acting_as_system():
        rows = Project.objects.filter(district__code="binjiang").prefetch_related("years")
        found = {row.pk: secrets_of(row) | worth(row, plan) for row in rows}
        ours = Project.objects.exclude(district__code="binjiang").prefetch_related("years")
        open_to_shen = set().union(*(secrets_of(r) for r in ours.filter(district__code="xiaoshan")))
    assert len(found) == 35
    return {key: words - open_to_shen for key, words in found.items()}


def test_before_adoption_shen_reads_no_byte_of_binjiang(marked, act):
    hidden = secrets(marked)
    with act("shen") as shen:
        assert queries.outline(shen, reread(marked)) is not None
        assert leaks(set().union(*hidden.values())) == set()
        assert not Paper.objects.exists()
        assert queries.document(shen, Plan.objects.get()) is None
    with act("gu"):
        assert leaks(set().union(*hidden.values()))


def test_after_adoption_shen_reads_of_what_comes_onto_own_ground_only_name_size_and_day(
    marked, act
):
    hidden = secrets(marked)
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=marked), reason="专班会议通过")
    with act("shen") as shen:
        rows = Placement.objects.filter(district__code="binjiang")
        hosted = {row.project_id: row for row in rows}
        assert hosted
        assert {row.host.code for row in rows.select_related("host")} == {"xiaoshan"}
        assert set(Placement.objects.visible_to(shen).values_list("pk")) == set(
            Placement.objects.values_list("pk")
        )
        assert not PlacementCase.objects.filter(district__code="binjiang").exists()
        known = {
            word
            for key, row in hosted.items()
            for word in (
                str(key),
                row.name_zh,
                row.name_en,
                row.name_zh.removesuffix("（示例）"),
                row.name_en.removesuffix(" (example)"),
                *spelled(row.area_m2),
            )
        }
        assert leaks(set().union(*hidden.values()) - known) == set()


def test_a_district_that_grants_no_projects_any_more_takes_the_document_back(marked, act):
    with acting_as_system() as system:
        given = Grant.objects.get(district__code="binjiang", data_class="projects")
        revoke_grant(system, given, reason="约定到期")
    with act("gu") as gu:
        assert not Paper.objects.exists()
        assert queries.document(gu, Plan.objects.get()) is None
        assert queries.outline(gu, Plan.objects.get()) is not None
        assert leaks(secrets(marked).popitem()[1]) == set()


def test_a_neighbours_reason_names_no_project_of_binjiang(marked, act):
    with act("gu") as gu:
        full = json.dumps(queries.document(gu, Plan.objects.get()), ensure_ascii=False)
    assert "与车规毫米波雷达产线（示例）不同片区" in full
    with act("shen"):
        reasons = PlacementCase.objects.get(placement__name_zh__contains="连接器").reasons
    told = {reason["code"]: reason for reason in reasons}["siting.apart"]
    assert (told["zh"], told["inputs"]) == ("须与其他区县的项目不同片区", {})


def test_what_shen_may_read_is_what_the_outline_is_made_for(marked, act):
    with act("shen") as shen:
        outline = queries.outline(shen, Plan.objects.get())
    assert set(outline["index"]).isdisjoint({"projects", "spaces", "pools", "quotas"})
    totals = {total["player"]: total for total in outline["totals"]}
    assert totals["binjiang"]["brought"] == 4
    few = [t for t in totals.values() if 0 < t["placed"] < 3]
    assert few
    assert {total["value_yuan"] for total in few} == {None}
    assert [part["part"] for part in outline["withheld"]] == ["sharing"]
    assert outline["sharing"] is None


def test_every_table_of_the_plans_has_its_fence(db):
    assert {m.__name__ for m in apps.get_app_config("plans").get_models()} >= {
        "Paper",
        "Outline",
        "Placement",
        "PlacementCase",
        "Unplaced",
        "Condition",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'plans\\_%%' AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        assert cursor.fetchall() == []
