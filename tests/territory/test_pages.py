"""Pages of the territory: what they answer, who may act, what refusals leave alone."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.territory.actions import draw_boundaries, occupy
from shigu.territory.bridge import on_offer
from shigu.territory.models import Occupancy, Space

HALL = "sp-xh-factory-3"
FLOORS = "sp-xh-floor-1"
LAND = "sp-xh-land-3"
JOIN = {"start": "2027-08-01", "basis": "lease", "reason": "签约"}


def let(code, **given):
    wanted = {"start": date(2027, 7, 1), "basis": "lease", "reason": "台账"} | given
    with acting_as_system() as system:
        return occupy(system, Space.objects.get(code=code), **wanted)


def held(code):
    with acting_as_system():
        return list(Occupancy.objects.filter(space__code=code).order_by("period"))


def text(response):
    return response.content.decode()


def listed(response):
    """Codes of the spaces in the rows of a list, in order."""
    return re.findall(r'data-href="/territory/spaces/([^/"]+)/"', text(response))


@pytest.mark.parametrize(
    ("count", "address"),
    [
        ("territory map", "/territory/"),
        ("zones", "/territory/zones/"),
        ("zone", "/territory/zones/xianghu-future/"),
        ("spaces", "/territory/spaces/"),
        ("space", f"/territory/spaces/{FLOORS}/"),
        ("space edit", f"/territory/spaces/{FLOORS}/edit/"),
        ("space occupy", f"/territory/spaces/{FLOORS}/occupy/"),
        ("space reserve", f"/territory/spaces/{FLOORS}/reserve/"),
        ("reservations", "/territory/reservations/"),
        ("pools", "/territory/pools/"),
        ("space search", "/territory/search/?floor_area_m2=3000&height_m=6"),
    ],
)
def test_every_page_opens(db, visit, count, address):
    let(FLOORS, area_m2=Decimal(500))
    response = visit("shen", address, count=count)
    assert response.status_code == 200
    assert "<h1>" in text(response)


def test_a_page_counts_no_more_queries_with_more_rows(db, visit):
    for code in (HALL, "sp-xh-factory-1", FLOORS):
        let(code, area_m2=None if code == HALL else Decimal(300))
    for count, address in (
        ("zone", "/territory/zones/xianghu-future/"),
        ("spaces", "/territory/spaces/"),
    ):
        assert visit("shen", address, count=count).status_code == 200


@pytest.mark.parametrize(
    "address", ["zones/xianghu-future/", f"spaces/{HALL}/", "spaces/", "search/"]
)
def test_whoever_has_no_seat_is_not_let_in(db, visit, address):
    assert visit("zhou", f"/territory/{address}").status_code == 403


def test_the_map_opens_on_the_first_day_that_offers_anything(db, visit):
    page = text(visit("lin", "/territory/"))
    with acting_as_system():
        total = Space.objects.count()
        ready = Space.objects.filter(available_from__lte=date(2027, 1, 1)).count()
    assert f"2027年1月1日，{total} 处空间中有 {ready} 处可用" in page


def test_the_map_knows_the_district_lines_and_the_layout_that_is_asked(db, visit):
    with acting_as_system() as system:
        District.objects.filter(code="binjiang").update(boundary=None)
        assert draw_boundaries(system) == 1
        assert District.objects.get(code="binjiang").boundary["type"] == "MultiPolygon"
        assert draw_boundaries(system) == 0
    older = visit("lin", "/territory/?layout=layout-2022&on=2027-07-01").context
    drawn = older["ground"].data
    assert {area["properties"]["name"] for area in drawn["areas"]["features"]} >= {
        "滨江区",
        "萧山区",
    }
    assert older["layout"].version == "2022"
    assert older["day"] == date(2027, 7, 1)


def test_a_space_that_is_let_shows_as_let_on_that_day(db, visit):
    let(HALL, end=date(2028, 1, 1))
    for day, state in (("2027-07-01", "let"), ("2028-01-01", "free"), ("2026-12-01", "later")):
        context = visit("lin", f"/territory/?on={day}").context
        points = context["ground"].data["points"]["features"]
        assert [p["properties"]["key"] for p in points if HALL in p["properties"]["url"]] == [state]


def test_the_summary_counts_what_the_list_shows(db, visit):
    let(FLOORS, area_m2=Decimal(500))
    let(HALL)
    summary = visit("lin", "/territory/?on=2027-07-01").context["summary"]
    rows = listed(visit("lin", "/territory/spaces/?free_on=2027-07-01&per_page=200"))
    assert summary.counts["free"] + summary.counts["part"] == len(rows)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("height=8.4&kind=factory", {"sp-sj-factory-1"}),
        ("q=二号创新", {"sp-xh-land-2"}),
        ("hazard=乙", {"sp-etdz-factory-4", "sp-qt-factory-1", "sp-qt-land-5"}),
        ("land_mu_min=110", {"sp-sj-land-1"}),
    ],
)
def test_spaces_are_filtered(db, visit, query, codes):
    assert set(listed(visit("lin", f"/territory/spaces/?{query}&per_page=200"))) == codes


def test_an_industry_is_admitted_by_prefix(db, visit):
    found = set(listed(visit("lin", "/territory/spaces/?code=3982&per_page=200")))
    with acting_as_system():
        admitted = {one.code for one in Space.objects.all() if "39" in one.codes_allowed}
    assert found == admitted != set()


def test_a_list_is_exported_as_it_is_shown(db, visit):
    page = visit("lin", "/territory/spaces/?kind=factory&export=csv")
    body = b"".join(page.streaming_content).decode("utf-8-sig") if page.streaming else text(page)
    lines = body.strip().splitlines()
    with acting_as_system():
        assert len(lines) == 1 + Space.objects.filter(kind="factory").count()
    assert "可用（㎡）" in lines[0]


def test_an_officer_of_elsewhere_sees_the_reason_instead_of_the_button(db, visit):
    page = text(visit("lin", f"/territory/spaces/{HALL}/"))
    assert "萧山区的空间由该区的园区主任修改" in page
    assert f"/territory/spaces/{HALL}/occupy/" not in page


@pytest.mark.parametrize("verb", ["edit", "occupy", "reserve"])
def test_an_officer_of_elsewhere_gets_no_form(db, visit, verb):
    assert visit("lin", f"/territory/spaces/{HALL}/{verb}/").status_code == 403


def test_a_director_lets_a_space_on_its_page(db, signed_in):
    answer = signed_in("shen").post(f"/territory/spaces/{HALL}/occupy/", JOIN)
    assert answer.url == f"/territory/spaces/{HALL}/"
    (one,) = held(HALL)
    assert (one.period.lower, one.state) == (date(2027, 8, 1), "occupied")


def test_a_refusal_keeps_what_was_typed(db, signed_in):
    let(HALL, end=date(2028, 1, 1))
    answer = signed_in("shen").post(f"/territory/spaces/{HALL}/occupy/", JOIN)
    assert answer.status_code == 422
    page = text(answer)
    assert "未公开的一方自 2027-07-01 至 2028-01-01 占用" in page
    assert "最早 2028-01-01 起可用" in page
    assert 'value="2027-08-01"' in page
    assert len(held(HALL)) == 1


def test_land_is_held_by_the_mu(db, signed_in):
    given = JOIN | {"start": "2028-01-01", "area": "64"}
    signed_in("shen").post(f"/territory/spaces/{LAND}/occupy/", given)
    (one,) = held(LAND)
    assert one.area_m2 == Decimal("42666.666")


def test_an_unknown_firm_is_told_beside_its_field(db, signed_in):
    given = JOIN | {"organisation": "没有这家公司"}
    answer = signed_in("shen").post(f"/territory/spaces/{HALL}/occupy/", given)
    assert answer.status_code == 422
    assert "名录中没有“没有这家公司”" in text(answer)
    assert held(HALL) == []


def test_a_reservation_is_made_confirmed_and_ended(db, signed_in):
    client = signed_in("shen")
    given = JOIN | {"expires_on": "", "basis": "intent"}
    client.post(f"/territory/spaces/{HALL}/reserve/", given)
    (one,) = held(HALL)
    assert one.state == "reserved"
    address = reverse("territory:reservation_act", args=[one.reservation_id, "confirm"])
    client.post(address, {"basis": "lease", "reason": "签约"})
    assert held(HALL)[0].state == "occupied"
    client.post(reverse("territory:release", args=[one.pk]), {"on": "2028-01-01", "reason": "搬"})
    assert held(HALL)[0].period.upper == date(2028, 1, 1)


def edited(client, code, **changes):
    page = client.get(f"/territory/spaces/{code}/edit/")
    form = page.context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    given["exhaust"] = "false"
    return client.post(f"/territory/spaces/{code}/edit/", given | {"reason": "核实"} | changes)


def test_a_director_corrects_a_space(db, signed_in):
    answer = edited(signed_in("shen"), HALL, height_m="7.5")
    assert answer.status_code == 302, answer.context["form"].errors
    with acting_as_system():
        space = Space.objects.get(code=HALL)
        assert (space.height_m, space.codes_allowed) == (7.5, ["34", "35", "39", "40"])
        assert space.events.latest("pgh_created_at").pgh_context["reason"] == "核实"


def test_a_space_is_not_made_too_small_for_its_tenant(db, signed_in):
    let(FLOORS, area_m2=Decimal(4000))
    answer = edited(signed_in("shen"), FLOORS, area_m2="3000")
    assert answer.status_code == 422
    assert "容不下已有的占用" in text(answer)
    with acting_as_system():
        assert Space.objects.get(code=FLOORS).area_m2 == 4500


def test_a_zone_tells_its_roles_in_every_version(db, visit):
    page = visit("lin", "/territory/zones/xianghu-future/")
    assert [layout.version for layout, _ in page.context["roles"]] == ["2024", "2022"]
    for layout, _role in page.context["roles"]:
        assert layout.slogan in text(page)


def test_pools_count_what_is_held_in_their_zone(db, visit):
    let(LAND, start=date(2028, 1, 1), area_m2=Decimal(10000))
    uses = visit("lin", "/territory/pools/?resource=land").context["table"].uses
    taken = {use.pool.code: use for use in uses.values()}
    assert round(taken["pool-land-xiaoshan-2028"].taken, 6) == 15
    assert taken["pool-land-xiaoshan-2028"].day == date(2028, 1, 1)
    assert taken["pool-land-xiaoshan-2027"].taken == 0


def test_a_search_answers_in_a_sentence_with_near_misses(db, visit):
    page = visit("lin", "/territory/search/?floor_area_m2=3000&height_m=9&load_t_m2=2")
    result = page.context["result"]
    assert page.context["answer"] == result.zh
    assert result.fitting_count == 0 < result.near_count
    assert "需要 9 m，可供 8.4 m" in text(page)
    english = visit("lin", page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"],
                    HTTP_ACCEPT_LANGUAGE="en")  # fmt: skip
    assert english.context["answer"] == result.en


def test_a_search_sees_at_once_what_was_let(db, visit):
    address = "/territory/search/?floor_area_m2=9000&load_t_m2=2&height_m=7.2"
    before = {one.space.code for one in visit("lin", address).context["fitting"]}
    assert HALL in before
    let(HALL)
    after = visit("lin", address).context
    assert {one.space.code for one in after["fitting"]} == before - {HALL}
    assert after["gone"] == 1


def test_a_search_counts_only_what_is_left_of_a_divided_space(db, visit):
    address = "/territory/search/?floor_area_m2=4000&height_m=4.5&code=3900"
    assert FLOORS in {one.space.code for one in visit("lin", address).context["fitting"]}
    let(FLOORS, area_m2=Decimal(600))
    context = visit("lin", address).context
    assert FLOORS not in {one.space.code for one in context["fitting"]}
    (near,) = [one for one in context["near"] if one.space.code == FLOORS]
    assert near.said == ("面积：需要 4,000 ㎡，可供 3,900 ㎡",)


@pytest.mark.parametrize(
    "query", ["height_m=-1", "code=abc", "earliest=2028-01-01&latest=2027-01-01"]
)
def test_a_need_that_makes_no_sense_is_told_beside_the_field(db, visit, query):
    page = visit("lin", f"/territory/search/?{query}")
    assert page.status_code == 422
    assert page.context["form"].errors
    assert "result" not in page.context


def test_outsiders_search_nothing(db, act):
    with act("zhou") as zhou:
        table, gone = on_offer(zhou, date(2027, 1, 1), date(2027, 1, 1))
        assert (len(table.spaces), gone) == (0, 0)
