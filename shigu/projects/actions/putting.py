"""Rows of data packages: projects and their years, each in its own district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Outcome, Row, UnknownReference, put_rows
from shigu.districts.policies import Refused, may_write
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.projects.models import Project, ProjectYear
from shigu.projects.policies import may_file

TABLES = {"projects": Project, "project_years": ProjectYear}


@action("projects.put", gettext_lazy("按数据表登记"))
def put(
    actor: Actor,
    table: str,
    rows: Iterable[Row],
    *,
    filed_by: District | None = None,
    reason: str = "",
) -> Outcome:
    """Make or change ``projects`` or ``project_years`` of a data package, by code.

    A project belongs to its introducer, or to whom that handed it over; where it has none, to
    ``filed_by``, else to the one district whose projects the actor writes. Facts without an
    introducer that the installation itself loads with their source are what the press has told:
    they are open to all members.

    Raises:
        Refused: the actor may not write projects of that district, or a person's row tells
            another stage than the project has.
        UnknownReference: a row names another that is not there.
    """
    may_file(actor).require()
    listed = list(rows)
    return _put_years(actor, listed) if table == "project_years" else _put(actor, listed, filed_by)


def _put(actor: Actor, rows: list[Row], filed_by: District | None) -> Outcome:
    places = {place.code: place for place in District.objects.all()}
    kept = _kept_by(row["id"] for row in rows if not row.get("introducer"))
    landed = _landed(row["id"] for row in rows if row.get("introducer"))
    of_owner: dict[tuple[str, bool], list[Row]] = {}
    for row in rows:
        owner = landed.get((row["id"], row.get("introducer"))) or _owner(
            actor, row, places, filed_by or kept.get(row["id"])
        )
        may_write(actor, DataClass.PROJECTS, owner).require()
        of_owner.setdefault((owner.code, actor.everything and _told_already(row)), []).append(row)
    outcome = Outcome()
    for (code, disclosed), own in of_owner.items():
        within = Project.objects.filter(district=places[code])
        if not actor.everything:
            _no_step(within, own)
        given: dict[str, Any] = {"disclosed": True} if disclosed else {}
        given["district_id"] = places[code].pk
        _add(outcome, put_rows(Project, "projects", own, within=within, **given))
    return outcome


def _no_step(within: QuerySet[Project], rows: list[Row]) -> None:
    """A table tells where a project begins; what is there already goes on by its steps.

    Raises:
        Refused: a row tells another stage of a project that is there.
    """
    told = {row["id"]: row["stage"] for row in rows if row.get("stage")}
    known = within.filter(code__in=told).values_list("code", "stage")
    wrong = sorted(code for code, stage in known if stage != told[code])
    if wrong:
        raise Refused(
            _("项目 %s 的阶段与登记的不同；阶段在项目页逐步办理，数据表不改。")
            % "、".join(wrong[:5])
        )


def _kept_by(codes: Iterable[str]) -> dict[str, District]:
    """Who keeps the projects without an introducer that are there already."""
    found = Project.objects.filter(code__in=list(codes), introducer__isnull=True)
    return {project.code: project.district for project in found.select_related("district")}


def _landed(codes: Iterable[str]) -> dict[tuple[str, str | None], District]:
    """Who keeps the projects that their introducers handed over, by code and introducer."""
    found = Project.objects.filter(code__in=list(codes)).exclude(introducer=F("district"))
    rows = found.filter(introducer__isnull=False).select_related("district", "introducer")
    return {(row.code, row.introducer.code): row.district for row in rows if row.introducer}


def _owner(
    actor: Actor, row: Row, places: Mapping[str, District], filed_by: District | None
) -> District:
    if named := row.get("introducer"):
        if named not in places:
            raise UnknownReference(f"projects {row['id']}: introducer = {named}")
        return places[named]
    if filed_by is not None:
        return filed_by
    if actor.everything:
        return _keeper(places)
    writable = actor.writable.get(DataClass.PROJECTS, frozenset())
    if len(writable) != 1:
        raise Refused(_("项目 %s 没有首报单位；请填写，或选择登记的区县。") % row["id"])
    return next(p for p in places.values() if p.pk in writable)


def _keeper(places: Mapping[str, District]) -> District:
    """Who keeps what nobody introduced: the joint office, before there is one the city."""
    ranks = (District.Level.OFFICE, District.Level.CITY, District.Level.PROVINCE)
    of_cluster = [p for p in places.values() if p.level == ranks[0] or p.player]
    found = [p for rank in ranks for p in of_cluster if p.level == rank]
    if not found:
        raise Refused(_("还没有专班，也没有参与合作的城市：没有首报单位的项目无处登记。"))
    return found[0]


def _told_already(row: Row) -> bool:
    return row.get("status") == "fact" and bool(row.get("source")) and not row.get("introducer")


def _put_years(actor: Actor, rows: list[Row]) -> Outcome:
    wanted = {row["project"] for row in rows}
    found = Project.objects.filter(code__in=wanted)
    if not actor.everything:
        found = found.filter(district__in=actor.writable.get(DataClass.PROJECTS, ()))
    of_code: dict[str, list[tuple[Any, int]]] = {}
    for code, key, district in found.values_list("code", "pk", "district_id"):
        of_code.setdefault(code, []).append((key, district))
    of_district: dict[int, list[Row]] = {}
    for row in rows:
        named = of_code.get(row["project"], [])
        if len(named) != 1:
            raise UnknownReference(f"project_years {row['id']}: project = {row['project']}")
        of_district.setdefault(named[0][1], []).append(row)
    keys = {code: named[0][0] for code, named in of_code.items()}
    outcome = Outcome()
    for district, own in of_district.items():
        within = ProjectYear.objects.filter(district=district)
        _add(
            outcome,
            put_rows(
                ProjectYear,
                "project_years",
                own,
                within=within,
                references={"project": keys},
                district_id=district,
            ),
        )
    return outcome


def _add(outcome: Outcome, more: Outcome) -> None:
    outcome.created += more.created
    outcome.changed += more.changed
    outcome.same += more.same
