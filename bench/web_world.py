"""A large world for bench/web.py: the reference pack, and invented rows until the tables are full.

Names are made of syllables by a seeded generator: the same sizes give the same world.
"""

import random
import uuid
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from psycopg.types.range import DateRange

from shigu.districts.models import District, Grant, Membership, User, Zone
from shigu.projects.models import Project
from shigu.registry.actions import index
from shigu.registry.models import Organisation
from shigu.territory.models import Occupancy, Space

BATCH = 5_000
PLACES = ("杭州", "宁波", "嘉兴", "绍兴", "武汉", "合肥", "深圳", "苏州")
BRANDS = "海睿芯辰光启明视云智联创华信达微图灵感知远景星川岚宇拓维博通瑞科锐越"
TRADES = ("光电", "微电子", "智能", "视觉", "传感", "软件", "精密", "机器人", "医疗", "信息")
FORMS = ("有限公司", "股份有限公司", "技术有限公司", "科技有限公司")
PASSWORD = "bench-of-the-lake"
TODAY = date(2026, 11, 23)
STAGES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13")


def in_batches(model, rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            model.objects.bulk_create(batch)
            batch = []
    model.objects.bulk_create(batch)


def name(draw):
    brand = "".join(draw.choices(BRANDS, k=draw.choice((2, 2, 3))))
    return f"{draw.choice(PLACES)}{brand}{draw.choice(TRADES)}{draw.choice(FORMS)}"


def organisations(count, draw, districts):
    for i in range(count):
        yield Organisation(
            code=f"bench-org-{i}",
            name_zh=name(draw),
            kind=draw.choice(("enterprise",) * 9 + ("institute",)),
            district=draw.choice(districts),
            capital_wan=draw.randint(10, 90_000),
            staff=draw.randint(3, 5_000),
            products=[draw.choice(TRADES) + "模组"],
            status="illustrative",
        )


def spaces(count, draw, zones):
    for i in range(count):
        zone = draw.choice(zones)
        land = draw.random() < 0.1
        yield Space(
            code=f"bench-space-{i}",
            zone=zone,
            district=zone.district,
            name=f"{draw.randint(1, 60)} 幢 {draw.randint(1, 24)} 层 {i}",
            kind="land" if land else draw.choice(("factory", "floor", "office", "laboratory")),
            area_m2=draw.randint(200, 20_000),
            land_mu=draw.randint(10, 90) if land else None,
            divisible=not land and draw.random() < 0.2,
            height_m=draw.choice((3.6, 4.2, 5.4, 6.0, 8.0)),
            load_t_m2=draw.choice((0.5, 1, 1.5, 2)),
            power_kva=draw.randint(50, 4_000),
            available_from=TODAY + timedelta(days=draw.randint(-900, 400)),
            lon=zone.lon,
            lat=zone.lat,
            location_precision="district",
            status="illustrative",
        )


def occupancies(draw, firms):
    for space in Space.objects.filter(code__startswith="bench-", divisible=False).iterator():
        if draw.random() < 0.6:
            start = space.available_from + timedelta(days=draw.randint(0, 300))
            yield Occupancy(
                space=space,
                district_id=space.district_id,
                organisation_id=draw.choice(firms),
                period=DateRange(start, start + timedelta(days=1_095)),
                whole=True,
                state="occupied",
                basis="record",
            )


def projects(count, draw, players, links):
    for i in range(count):
        district = draw.choice(players)
        yield Project(
            id=uuid.UUID(int=draw.getrandbits(128), version=4),
            code=f"bench-project-{i}",
            district=district,
            introducer=district,
            name=f"{name(draw)}项目 {i}",
            link_id=draw.choice(links),
            stage=draw.choice(STAGES),
            invest_wan=draw.randint(500, 300_000),
            floor_area_m2=draw.randint(500, 30_000),
            earliest=TODAY,
            success_probability=0.5,
            status="illustrative",
        )


def fill(sizes, seed=7):
    """Rows up to ``sizes`` = (organisations, spaces, projects), and the people who look at them."""
    draw = random.Random(seed)
    with transaction.atomic():
        if Organisation.objects.filter(code="bench-org-0").exists():
            return
        districts = list(District.objects.filter(level__in=("district", "city")))
        in_batches(Organisation, organisations(sizes[0], draw, districts))
        codes = [f"bench-org-{i}" for i in range(sizes[0])]
        for at in range(0, len(codes), BATCH):
            index(codes[at : at + BATCH])
        in_batches(Space, spaces(sizes[1], draw, list(Zone.objects.select_related("district"))))
        firms = list(Organisation.objects.values_list("pk", flat=True)[:20_000])
        in_batches(Occupancy, occupancies(draw, firms))
        players = list(District.objects.exclude(player=""))
        links = list(
            Project._meta.get_field("link")
            .related_model.objects.filter(parent__isnull=False)
            .values_list("pk", flat=True)
        )
        in_batches(Project, projects(sizes[2], draw, players, links))
        enrol(players)


def enrol(players):
    joint = District.objects.filter(level="office").first()
    if joint is None:
        city = District.objects.get(code="hangzhou")
        joint = District.objects.create(
            code="joint", name_zh="联合专班", level="office", parent=city, status="illustrative"
        )
    seats = (("bench", joint, "analyst"), ("officer", players[0], "officer"))
    for username, district, role in seats:
        user = User.objects.create(username=username, password=make_password(PASSWORD))
        Membership.objects.create(user=user, district=district, role=role, valid_from=TODAY)
    for player in players:
        Grant.objects.create(
            district=player,
            grantee=joint,
            data_class="projects",
            agreement="bench",
            valid_from=TODAY,
            valid_to=TODAY + timedelta(days=3_650),
        )
