"""A large working day: projects with their log, leads, talks, promises, tasks, written as SQL.

Rows are made by ``generate_series`` from numbers alone: the same sizes give the same world. The
reference pack, firms and people come from bench/web_world.py.
"""

from django.db import connection, models, transaction

from shigu.chain.models import Link
from shigu.commitments.models import Commitment, Evidence
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.districts.models import District, User
from shigu.leads.models import Claim, Lead, LeadContact, Talk
from shigu.projects.models import HandOver, Project, StageChange
from shigu.registry.models import Organisation
from shigu.work.models import Meeting, Notice, ReformItem, Task, TaskStep

ALL_STEPS = "0 1 2 3 4 5 6 7 8 9 10 11 12 13"
TWICE_IN_TALKS = "0 1 2 3 4 3 4 5 6 7 8 9 10 11 12 13"
LENGTHS = (2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16)
"""Steps of sixteen projects: 160 together, so that 20,000 projects have 200,000 steps."""
REMINDED = '{"who": "bench", "title": "任务", "deadline": "2026-11-30"}'
EMPTY = {
    models.TextField: "''",
    models.BooleanField: "false",
    models.JSONField: "'{}'::jsonb",
    models.PositiveSmallIntegerField: "0",
}


def insert(model, source, **told):
    """Rows of ``model`` from the SQL ``source``; columns that are not told are empty or null."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        values.append(told.pop(field.name, None) or _empty(field))
    if told:
        raise ValueError(f"{model.__name__} has no {', '.join(told)}")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {source}"
        )


def _empty(field):
    if field.primary_key:
        return "gen_random_uuid()"
    if field.null:
        return "NULL"
    if field.get_internal_type() == "ArrayField":
        return "ARRAY[]::text[]"
    if field.has_default() and isinstance(field.default, str):
        return f"'{field.default}'"
    kind = next((kind for kind in EMPTY if isinstance(field, kind)), None)
    if kind is None:
        raise ValueError(f"{field.model.__name__}.{field.name} is not told")
    return EMPTY[kind]


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def array(values, kind):
    return f"(ARRAY[{', '.join(str(value) for value in values)}]::{kind}[])"


def pick(values, kind, number):
    return f"{array(values, kind)}[1 + ({number}) % {len(values)}]"


@transaction.atomic
def fill_working_day(count):
    """``count`` projects (a multiple of 16) with ten steps each on the whole, and their day."""
    if Project.objects.filter(code="day-1").exists():
        return
    players = list(District.objects.exclude(player="").values_list("pk", flat=True).order_by("pk"))
    office = District.objects.get(level="office").pk
    people = dict(User.objects.values_list("username", "pk"))
    a_player = pick(players, "bigint", "n")
    projects(count, a_player, people)
    log()
    leads(people)
    counting()
    promises()
    hand_overs(players, people)
    tasks(count, players, office, people)
    registers(players)


def projects(count, a_player, people):
    links = Link.objects.filter(parent__isnull=False).values_list("pk", flat=True)
    firms = Organisation.objects.filter(code__startswith="bench-").values_list("pk", flat=True)
    lengths = ", ".join(map(str, LENGTHS))
    run(f"""CREATE TEMP TABLE day_of AS
        SELECT n, gen_random_uuid() AS id, steps, path, path[steps] AS stage,
               DATE '2026-11-23' - (n * 7919 % 1000) - 5 * steps AS began,
               GREATEST(5, (n * 7919 % 1000) / steps) AS pace
        FROM generate_series(1, {count}) AS n,
             LATERAL (SELECT (ARRAY[{lengths}])[1 + n % 16] AS steps) AS length,
             LATERAL (SELECT string_to_array(CASE WHEN steps > 14
                 THEN '{TWICE_IN_TALKS}' ELSE '{ALL_STEPS}' END, ' ') AS path) AS way""")
    insert(
        Project,
        "day_of",
        id="id",
        code="'day-' || n",
        district=a_player,
        introducer=a_player,
        name="(ARRAY['视云','明芯','睿联','海创','星远'])[1 + n % 5] || '科技项目 ' || n",
        organisation=f"CASE WHEN n % 3 = 0 THEN {pick(firms, 'bigint', 'n / 3')} END",
        link=pick(links, "bigint", "n / 7"),
        stage="stage",
        stage_since="began + pace * (steps - 1)",
        responsible=f"CASE WHEN n % 4 = 0 THEN {people['officer']} END",
        invest_wan="500 + n * 37 % 300000",
        land_mu="CASE WHEN n % 2 = 0 THEN 5 + n % 90 END",
        floor_area_m2="500 + n * 13 % 30000",
        earliest="DATE '2026-12-01'",
        success_probability="0.5",
        status="'illustrative'",
    )


def log():
    """Each step as the trigger would write it, and the history of the project with it."""
    insert(
        StageChange,
        """day_of JOIN projects_project p ON p.id = day_of.id,
           LATERAL generate_series(1, day_of.steps) AS place""",
        project="p.id",
        district="p.district_id",
        introducer="p.introducer_id",
        place="place",
        from_stage="CASE WHEN place > 1 THEN path[place - 1] ELSE '' END",
        to_stage="path[place]",
        on="began + pace * (place - 1)",
        at="began + pace * (place - 1) + TIME '10:00'",
        by="p.responsible_id",
        by_name="'bench'",
        reason="'月度例会确认'",
        days="CASE WHEN place > 1 THEN pace END",
    )
    history = Project.events.rel.related_model
    own = [f.column for f in Project._meta.concrete_fields]
    values = {"stage": "s.to_stage", "stage_since": "s.on"}
    run(f"""INSERT INTO {history._meta.db_table}
        (pgh_created_at, pgh_label, pgh_obj_id, {", ".join(f'"{name}"' for name in own)})
        SELECT s.at, CASE s.place WHEN 1 THEN 'insert' ELSE 'update' END, p.id,
               {", ".join(values.get(name, f'p."{name}"') for name in own)}
        FROM projects_stagechange s JOIN projects_project p ON p.id = s.project_id
        WHERE p.code LIKE 'day-%'""")


OF_PROJECT = "day_of JOIN projects_project p ON p.id = day_of.id"


def leads(people):
    insert(
        Lead,
        OF_PROJECT,
        district="p.district_id",
        project="p.id",
        kind="(ARRAY['firm','segment','returning','talent','research'])[1 + n % 5]",
        origin="(ARRAY['visit','outreach','introduced','event'])[1 + n % 4]",
        firm_name="(ARRAY['视云','明芯','睿联','海创','星远'])[1 + n % 5] || '科技有限公司 ' || n",
        rhythm="7",
        next_due="DATE '2026-11-20' + n % 40",
    )
    insert(
        LeadContact,
        OF_PROJECT,
        district="p.district_id",
        project="p.id",
        person="'联系人 ' || n",
    )
    insert(
        Talk,
        f"{OF_PROJECT}, LATERAL generate_series(1, 2) AS round",
        district="p.district_id",
        project="p.id",
        round="round",
        at="began + 10 * round + TIME '09:00'",
        topics="'选址与用电'",
    )
    insert(
        Claim,
        f"{OF_PROJECT} WHERE n % 3 = 0",
        district="p.district_id",
        project="p.id",
        firm_name="'视云科技 ' || n",
        bare_name="'视云科技' || n",
        filed_at="began + TIME '08:00' + n * INTERVAL '1 microsecond'",
        filed_by=str(people["officer"]),
        protected_until="began + 90",
        extensions="0",
        state="CASE WHEN began + 90 < DATE '2026-11-23' THEN 'lapsed' ELSE 'active' END",
        reason="'首谈'",
    )


def counting():
    insert(
        CountingFacts,
        f"{OF_PROJECT} WHERE n % 4 = 0",
        district="p.district_id",
        project="p.id",
        own_city_capital="n % 8 = 0",
        public_share="n % 100 / 200.0",
        reason="'企业说明'",
        at="began + TIME '11:00'",
    )
    insert(
        CapitalEvent,
        f"{OF_PROJECT} WHERE n % 10 = 0 AND steps > 9",
        district="p.district_id",
        project="p.id",
        kind="'increase'",
        day="DATE '2026-01-10' + n % 300",
        amount_wan="100 + n % 900",
        reason="'增资协议'",
        at="DATE '2026-01-10' + n % 300 + TIME '11:00'",
    )


def promises():
    insert(
        Commitment,
        f"{OF_PROJECT}, LATERAL generate_series(0, 2) AS k WHERE steps > 7",
        code="n || '-' || k",
        district="p.district_id",
        project="p.id",
        indicator="(ARRAY['investment','start','output'])[1 + k]",
        amount="CASE WHEN k <> 1 THEN 1000 + n % 5000 END",
        due="DATE '2026-11-23' + n * 31 % 700 - 350",
        warn_days="60",
        basis="'agreement'",
        paper="'LY-' || n",
        clause="'3.' || k",
        reached="CASE WHEN n % 3 = 0 AND k <> 1 THEN 500 END",
        met_on="CASE WHEN n % 4 = 0 THEN DATE '2026-11-23' - n % 300 END",
        status="'illustrative'",
    )
    insert(
        Evidence,
        "commitments_commitment c WHERE c.reached IS NOT NULL",
        district="c.district_id",
        commitment="c.id",
        kind="'statistics'",
        figure="c.reached",
        day="c.due - 30",
        added_at="now()",
    )


def hand_overs(players, people):
    other = pick(players, "bigint", "n + 1")
    insert(
        HandOver,
        f"{OF_PROJECT} WHERE n % 10 = 0",
        project="p.id",
        district="p.district_id",
        from_district="p.district_id",
        to_district=other,
        name="p.name",
        summary="'规划需要更大的厂房'",
        invest_wan="p.invest_wan",
        reason="'本区没有合适的空间'",
        credit_from="0.5",
        credit_to="0.5",
        state="CASE WHEN n % 40 = 0 THEN 'proposed' ELSE 'declined' END",
        proposed_by=str(people["officer"]),
        proposed_at="began + TIME '15:00'",
    )


def tasks(count, players, office, people):
    owner = pick(players, "bigint", "n")
    insert(
        Task,
        f"generate_series(1, {count}) AS n",
        district=str(office),
        owner=owner,
        parties=f"ARRAY[{office}, {owner}]",
        kind="(ARRAY['task','request'])[1 + n % 2]",
        title="'核实项目 ' || n || ' 的开工时间'",
        deadline="DATE '2026-11-23' + n * 31 % 400 - 350",
        state="(ARRAY['issued','accepted','done','confirmed','confirmed','confirmed'])[1 + n % 6]",
        issued_by=str(people["bench"]),
        issued_at="DATE '2026-11-23' - n % 400 + TIME '09:00'",
        status="'illustrative'",
    )
    insert(
        TaskStep,
        "work_task t, LATERAL generate_series(1, 3) AS k",
        task="t.id",
        district="t.owner_id",
        user=str(people["officer"]),
        verb="'reply'",
        state="t.state",
        text="'已与企业联系'",
        at="t.issued_at + k * INTERVAL '2 days'",
    )
    insert(
        Meeting,
        "generate_series(1, 500) AS n",
        district=str(office),
        parties=array([office, *players], "bigint"),
        title="'例会 ' || n",
        starts_at="TIMESTAMP '2026-12-20 09:00' - n * INTERVAL '3 days'",
    )
    insert(
        Notice,
        "generate_series(1, 5000) AS n",
        batch="gen_random_uuid()",
        person=f"CASE WHEN n % 2 = 0 THEN {people['officer']} ELSE {people['bench']} END",
        district=owner,
        data_class="'work'",
        kind="'work.reminded'",
        inputs=f"'{REMINDED}'::jsonb",
        created_at="now() - n * INTERVAL '1 hour'",
        read_at="CASE WHEN n > 50 THEN now() END",
    )


def registers(players):
    insert(
        ReformItem,
        "generate_series(1, 2000) AS n",
        district=pick(players, "bigint", "n"),
        name="'改革事项 ' || n",
        owner="'发改局'",
        state="'running'",
    )
