"""The cockpit: figures are counted from what one may see, and nothing is invented."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from psycopg.types.range import DateRange

from shigu.board.queries.aims import aims
from shigu.board.queries.attention import attention
from shigu.board.queries.pipeline import pipeline
from shigu.board.queries.standing import standing
from shigu.board.queries.use import total, use
from shigu.data.models import Import
from shigu.districts.models import District, Grant, Membership, StaffAccess
from shigu.districts.scope import acting_as_system
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.territory.ground import ground
from shigu.territory.models import Occupancy, Reservation, Space
from shigu.territory.queries import in_force, layouts
from tests.people import user

TODAY = date(2026, 11, 26)
READY = date(2027, 12, 1)


def test_a_target_with_two_deadlines_shows_both(act):
    with act("lin") as actor:
        found, _known = aims(actor)
    revenue = next(aim for aim in found if aim.indicator == "视觉智能核心产业营业收入")
    assert [(d.value, d.end.year) for d in revenue.deadlines] == [(4000, 2025), (4000, 2027)]
    assert revenue.deadlines[0].days_left(TODAY) < 0 < revenue.deadlines[1].days_left(TODAY)
    assert revenue.actual is None


def test_published_figures_without_an_aim_stand_apart(act):
    with act("lin") as actor:
        found, known = aims(actor)
    assert all(aim.deadlines for aim in found)
    assert ("规上视觉智能企业", 844) in {(one.indicator, one.value) for one in known}


def test_projects_of_others_are_not_counted(act):
    with acting_as_system():
        all_of_them = Project.objects.count()
        of_binjiang = Project.objects.filter(district__code="binjiang").count()
        told = Project.objects.filter(disclosed=True).exclude(district__code="binjiang").count()
    with act("lin") as actor:
        assert pipeline(actor).count == of_binjiang + told
    with act("gu") as actor:
        assert pipeline(actor).count == all_of_them > of_binjiang + told
    with act("zhou") as actor:
        assert pipeline(actor).count == 0


def test_stages_come_in_their_order(act):
    with act("gu") as actor:
        stages = [at.stage for at in pipeline(actor).stages]
    assert stages.index("3") < stages.index("3b") < stages.index("4") < stages.index("10")


def kept(space, until, **more):
    """A reservation that lasts until a day, made long before it."""
    period = more.pop("period", DateRange(READY - timedelta(10), READY + timedelta(10)))
    made = Reservation.objects.create(
        space=space, district=space.district, period=period, area_m2=space.capacity_m2,
        basis="minutes", made_on=until - timedelta(80), expires_on=until, **more,
    )  # fmt: skip
    return {"reservation": made, "expires_on": until}


def hold(space, state, **more):
    return Occupancy.objects.create(
        space=space,
        district=space.district,
        period=DateRange(READY - timedelta(10), READY + timedelta(10)),
        state=state,
        basis="lease" if state == "occupied" else "minutes",
        **more,
    )


def test_use_adds_up_to_what_there_is(act):
    with acting_as_system():
        first, second = Space.objects.filter(divisible=False, kind="factory").order_by("code")[:2]
        hold(first, "occupied")
        hold(second, "reserved", **kept(second, READY + timedelta(5)))
        everything = sum(Decimal(str(s.area_m2 or 0)) for s in Space.objects.exclude(kind="land"))
    with act("lin") as actor:
        built = total(use(actor, READY), land=False)
        earlier = total(use(actor, TODAY), land=False)
    assert built.let == Decimal(str(first.area_m2))
    assert built.reserved == Decimal(str(second.area_m2))
    assert built.let + built.reserved + built.free + built.later == built.capacity == everything
    assert (earlier.let, earlier.reserved) == (0, 0)
    assert earlier.free + earlier.later == everything


def test_a_reservation_that_expired_holds_nothing(act):
    with acting_as_system():
        space = Space.objects.filter(divisible=False, kind="factory").order_by("code").first()
        hold(space, "reserved", **kept(space, READY - timedelta(1)))
    with act("lin") as actor:
        assert total(use(actor, READY), land=False).reserved == 0


def test_the_map_names_roles_and_states(act):
    with acting_as_system():
        space = Space.objects.filter(divisible=False, kind="factory").order_by("code").first()
        hold(space, "occupied")
    with act("lin") as actor:
        drawn = ground(actor, in_force(layouts(actor), READY), READY, READY)
        keys = {
            f["properties"]["id"]: f["properties"]["key"] for f in drawn.data["points"]["features"]
        }
        roles = {
            f["properties"]["name"]: f["properties"]["key"] for f in drawn.data["zones"]["features"]
        }
    assert keys[f"s{space.pk}"] == "let"
    assert "free" in keys.values()
    assert roles["杭州高新区（滨江）萧山特别合作园"] == "window"
    assert drawn.left_out == 0


def test_without_an_assessment_the_chain_says_so(act, visit):
    with act("lin") as actor:
        assert standing(actor).layers == ()
    assert "产业链还没有评估" in visit("lin", "/").content.decode()


def test_heat_counts_links_where_somebody_of_a_player_stands(assessed, act):
    with act("lin") as actor:
        found = standing(actor)
    assert found.links == sum(layer.cells["binjiang"].of for layer in found.layers)
    assert {state: found.count(state) for state in ("strong", "weak", "blank")} == {
        "strong": 56,
        "weak": 25,
        "blank": 12,
    }
    for layer in found.layers:
        for cell in layer.cells.values():
            assert cell.strong <= layer.counts["strong"]
            assert cell.absent >= layer.counts["blank"]
    assert "hangzhou" not in found.players


def told(act, name, today=None):
    with act(name) as actor:
        return [item.what for item in attention(actor, today or timezone.localdate())]


def test_a_quiet_day_says_that_nothing_waits(act, visit):
    assert told(act, "lin") == []
    assert "没有到期、出错或等您处理的事。" in visit("lin", "/").content.decode()


def test_a_grant_that_ends_soon_is_told_to_both_sides_and_no_third(act):
    end = timezone.localdate() + timedelta(10)
    with acting_as_system():
        Grant.objects.create(
            district=District.objects.get(code="binjiang"),
            grantee=District.objects.get(code="joint"),
            data_class="sharing",
            agreement="结算（示例）",
            valid_from=date(2026, 1, 1),
            valid_to=end,
        )
    words = "滨江区给中国视谷联合专班的授权（利益共享）将到期"
    assert words in told(act, "han")
    assert words in told(act, "gu")
    assert words not in told(act, "shen")


def test_staff_access_is_told_to_the_district_it_looks_into(act):
    now = timezone.now()
    with acting_as_system():
        StaffAccess.objects.create(
            user=user("qiu"),
            district=District.objects.get(code="binjiang"),
            reason="查导入失败",
            opened_at=now,
            closes_at=now + timedelta(hours=2),
        )
    (item,) = told(act, "han")
    assert "查导入失败" in item
    assert told(act, "shen") == []


def test_a_seat_that_ends_is_told_to_its_person_and_the_administrator(act):
    with acting_as_system():
        Membership.objects.filter(user=user("lin")).update(
            valid_to=timezone.localdate() + timedelta(5)
        )
    assert told(act, "lin") == told(act, "han") == ["林岚在滨江区的席位（招商专员）将到期"]
    assert told(act, "shen") == []


def test_reservations_are_told_to_those_who_keep_the_space(act):
    today = timezone.localdate()
    with acting_as_system():
        space = Space.objects.filter(district__code="xiaoshan", divisible=False).first()
        Occupancy.objects.create(
            space=space,
            district=space.district,
            organisation=Organisation.objects.first(),
            period=DateRange(today, None),
            state="reserved",
            basis="minutes",
            **kept(space, today + timedelta(3), period=DateRange(today, None)),
        )
    assert told(act, "shen") == [f"{space}的预留将到期"]
    assert told(act, "lin") == []


def test_a_window_that_closed_is_told_to_the_projects_own_people(act):
    with acting_as_system():
        project = Project.objects.filter(district__code="binjiang", stage="3").first()
        Project.objects.filter(pk=project.pk).update(
            earliest=None, latest=timezone.localdate() - timedelta(1)
        )
    assert told(act, "lin") == [f"{project.name}的最迟入驻日已过，还没有落位"]
    assert told(act, "shen") == []


def test_analysts_are_told_that_the_chain_was_never_assessed(act):
    assert told(act, "gu") == ["产业链还没有评估"]


def test_the_page_opens_with_a_computed_sentence(assessed, visit):
    page = visit("lin", "/", count="cockpit").content.decode()
    assert "93 个环节中 12 个空白、25 个弱" in page
    assert page.count("4,000 亿元") == 2


def test_a_wall_has_no_controls(visit):
    page = visit("lin", "/?wall=1").content.decode()
    assert 'http-equiv="refresh"' in page
    assert "今天需要您" not in page


def test_who_has_no_seat_is_told_who_gives_one(visit):
    assert "您还没有席位" in visit("zhou", "/").content.decode()


def test_strangers_are_sent_to_sign_in(db, client):
    assert client.get("/").status_code == 302


def test_an_import_with_problems_is_told_to_who_brought_it(act):
    with act("lin") as actor:
        given = {
            "district": District.objects.get(code="binjiang"),
            "user": user("lin"),
            "data_class": "projects",
            "filename": "十一月项目.xlsx",
        }
        state = Import.State
        Import.objects.create(table="projects", state=state.FAULTY, **given)
        wrong = "导入 十一月项目.xlsx：有问题，未导入"
        assert [item.what for item in attention(actor, timezone.localdate())] == [wrong]
        Import.objects.create(table="leads", state=state.DONE, **given)
        assert [item.what for item in attention(actor, timezone.localdate())] == [wrong]
    assert told(act, "han") == []
    with act("lin") as actor:
        Import.objects.create(table="projects", state=state.DONE, **given)
        assert attention(actor, timezone.localdate()) == []
