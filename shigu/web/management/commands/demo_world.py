"""The same world for everybody: the pack, invented people, the plan asked for, a year settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from shigu.chain.actions import ask as assess
from shigu.chain.models import Assessment, Chain
from shigu.data.actions import load_pack
from shigu.data.kept import PUT
from shigu.districts.actors import Actor
from shigu.districts.models import District, Grant, Membership, Status, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import Pack, read_pack
from shigu.plans.actions import Wish, ask_for_plan
from shigu.plans.models import Plan
from shigu.projects.actions.moving import stepping
from shigu.projects.models import Project
from shigu.web.demo import AGREEMENT, ANALYST, CITY, JOINT, PASSWORD, PEOPLE, REASON
from shigu.web.demo_admission import judge_the_demo
from shigu.web.demo_chain import compare_the_demo
from shigu.web.demo_counting import count_the_demo
from shigu.web.demo_dossier import file_the_demo
from shigu.web.demo_firms import register_the_demo
from shigu.web.demo_grading import grade_the_demo
from shigu.web.demo_handing import offer_the_demo
from shigu.web.demo_leads import lead_the_demo
from shigu.web.demo_names import name_the_demo
from shigu.web.demo_news import tell_the_demo
from shigu.web.demo_pace import walk_the_demo
from shigu.web.demo_promises import promise_the_demo
from shigu.web.demo_registry import double_the_demo
from shigu.web.demo_reserving import reserve_the_demo
from shigu.web.demo_review import review_the_demo
from shigu.web.demo_sharing import settle_the_demo
from shigu.web.demo_work import work_the_demo

TEN_YEARS = timedelta(days=3650)
STOOD = timedelta(days=12)
"""How long the facts of the pack have stood in their stage when the demonstration begins."""


class Command(BaseCommand):
    """Load the demonstration into an empty database; a second run changes nothing."""

    help = "示例世界 · the demonstration"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the shape Django calls
        with acting_as_system() as system:
            _load(system, options["pack"])
            _enrol(timezone.localdate())
        analyst = User.objects.get(username=ANALYST)
        with acting_as(analyst.pk, str(analyst)) as actor:
            compare_the_demo(actor, options["pack"])
            _ask(actor)
        with acting_as_system() as system:
            grade_the_demo(system)
            tell_the_demo(system)
        settle_the_demo()
        lead_the_demo()
        promise_the_demo()
        work_the_demo()
        judge_the_demo()
        count_the_demo()
        reserve_the_demo()
        offer_the_demo()
        double_the_demo()
        file_the_demo()
        name_the_demo()
        register_the_demo(options["pack"])
        review_the_demo()
        self._introduce()

    def _introduce(self) -> None:
        self.stdout.write(
            f"示例账号（密码均为 {PASSWORD}）· demo accounts, all with that password:"
        )
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:6}{person.name}  {person.role.label}")


def _ask(actor: Actor) -> None:
    """Have the chain assessed and the joint plan computed, unless that was asked for before."""
    chain = Chain.objects.filter(links__isnull=False).order_by("-valid_from").first()
    if chain is not None and not Assessment.objects.exists():
        assess(actor, chain, reason=REASON)
    if not Plan.objects.exists():
        ask_for_plan(actor, District.objects.get(code=JOINT[0]), Wish(), reason=REASON)


def _load(system: Actor, directory: Path) -> None:
    try:
        pack = read_pack(directory)
    except PackError as error:
        raise CommandError("\n".join(each.line() for each in error.problems)) from error
    today = timezone.localdate()
    first = not Project.objects.exists()
    below = set(takewhile(lambda name: name != "projects", PUT))
    if first:
        load_pack(system, _only(pack, below), reason=REASON)
        walk_the_demo(system, pack.tables["projects"].iter_rows(named=True), today, REASON)
    with stepping(today - STOOD, {}):
        rest = _only(pack, PUT.keys() - below) if first else pack
        load_pack(system, rest, reason=REASON)


def _only(pack: Pack, names: Collection[str]) -> Pack:
    """The pack with the rows of some tables."""
    tables = {
        name: table if name in names else table.clear() for name, table in pack.tables.items()
    }
    return replace(pack, tables=tables)


def _enrol(today: date) -> None:
    code, name_zh, name_en = JOINT
    joint, _ = District.objects.get_or_create(
        code=code,
        defaults={
            "name_zh": name_zh,
            "name_en": name_en,
            "level": District.Level.OFFICE,
            "parent": District.objects.get(code=CITY),
            "status": Status.ILLUSTRATIVE,
        },
    )
    for person in PEOPLE:
        user = User.objects.filter(username=person.username).first()
        if user is None:
            user = User.objects.create_user(
                person.username, password=PASSWORD, full_name=person.name
            )
        Membership.objects.get_or_create(
            user=user,
            district=District.objects.get(code=person.district),
            role=person.role,
            defaults={"valid_from": today},
        )
    for district in District.objects.exclude(player=""):
        _grant(district, joint, DataClass.PROJECTS, today)
        _grant(joint, district, DataClass.PLANS, today)


def _grant(district: District, grantee: District, data_class: DataClass, today: date) -> None:
    Grant.objects.get_or_create(
        district=district,
        grantee=grantee,
        data_class=data_class,
        agreement=AGREEMENT,
        defaults={"valid_from": today, "valid_to": today + TEN_YEARS},
    )
