"""From a project to a reservation: the search offers it, the form knows the needs, both know."""

from decimal import Decimal

from shigu.districts.scope import acting_as_system
from shigu.projects.models import KeptFor, Project
from shigu.projects.needs import search_address
from shigu.territory.models import Draw, Reservation

FLOORS = "sp-xh-floor-1"


def project_of(district, **values):
    with acting_as_system():
        row = Project.objects.filter(district__code=district, disclosed=False).first()
        needs = {"floor_area_m2": Decimal(800), "power_kva": Decimal(300), "land_mu": None}
        Project.objects.filter(pk=row.pk).update(**needs, **values)
        return Project.objects.select_related("district").get(pk=row.pk)


def test_the_search_for_a_project_leads_to_its_reservation(db, signed_in):
    row = project_of("xiaoshan", height_m=None, load_t_m2=None, clean_class=None,
                     hazard_class="", gbt4754="", needs_exhaust=False)  # fmt: skip
    page = signed_in("shen").get(search_address(row)).content.decode()
    address = f"/reserve/?project={row.pk}"
    assert address in page
    assert address not in signed_in("lin").get(search_address(row)).content.decode()


def test_what_a_project_needs_stands_in_the_form_and_is_kept_for_it(db, signed_in):
    row = project_of("xiaoshan")
    client, address = signed_in("shen"), f"/territory/spaces/{FLOORS}/reserve/?project={row.pk}"
    form = client.get(address).context["form"]
    power = {name: pool for name, pool in form.pools.items() if pool.resource == "power"}
    assert [form[name].value() for name in power] == [300] * len(power)
    assert form["area"].value() == 800
    only = next(name for name, pool in power.items() if pool.month_to is None)
    given = {
        "start": "2028-02-01", "area": "800", "basis": "intent", "reason": "意向", only: "300",
    }  # fmt: skip
    done = client.post(address, given)
    assert done.status_code == 302, done.content.decode()
    with acting_as_system():
        kept = KeptFor.objects.select_related("reservation").get(project=row)
        assert kept.reservation.area_m2 == 800
        assert Draw.objects.get().amount == 300
    assert done["Location"] == f"/territory/reservations/{kept.pk}/"
    page = client.get(f"/projects/{row.pk}/").content.decode()
    assert done["Location"] in page


def test_nobody_reserves_for_a_project_that_one_does_not_see(db, signed_in):
    theirs = project_of("binjiang")
    address = f"/territory/spaces/{FLOORS}/reserve/?project={theirs.pk}"
    given = {"start": "2028-02-01", "area": "8", "basis": "intent", "reason": "意向"}
    client = signed_in("shen")
    assert client.get(address).status_code == 404
    assert client.post(address, given).status_code == 404
    assert client.get(f"/territory/spaces/{FLOORS}/reserve/?project=x").status_code == 404
    with acting_as_system():
        assert not Reservation.objects.exists()


def test_extending_placing_and_releasing_stand_on_its_page(db, signed_in):
    client = signed_in("shen")
    given = {"start": "2028-02-01", "area": "8", "basis": "intent", "reason": "意向"}
    made = client.post(f"/territory/spaces/{FLOORS}/reserve/", given)["Location"]
    page = client.get(made).content.decode()
    assert all(f"{made}{how}/" in page for how in ("extend", "confirm", "free"))
    with acting_as_system():
        last = Reservation.objects.get().expires_on
    late = client.post(f"{made}extend/", {"until": "2099-01-01", "reason": "等"})
    assert (late.status_code, "不晚于" in late.content.decode()) == (422, True)
    assert client.post(f"{made}free/", {"reason": "不来了"}).status_code == 302
    again = client.post(f"{made}free/", {"reason": "再放"})
    assert (again.status_code, "已办结" in again.content.decode()) == (422, True)
    lin = signed_in("lin")
    assert lin.get(made).status_code == 200
    assert lin.get(f"{made}extend/").status_code == 403
    with acting_as_system():
        row = Reservation.objects.get()
        assert (row.stage, row.expires_on) == ("released", last)
    exported = lin.get("/territory/reservations/?standing=released&export=csv")
    assert "已释放" in b"".join(exported).decode()
