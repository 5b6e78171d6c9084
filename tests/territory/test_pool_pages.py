"""Pools by page: opened, changed, parted by who keeps them; talent, funds and data too."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from shigu.data.bridge import frames
from shigu.districts.scope import acting_as_system
from shigu.territory.forms.pooling import units_with
from shigu.territory.models import Entitlement, Pool

GIVEN = {
    "resource": "talent",
    "amount": "120",
    "unit": "person",
    "month_from": "2027-01-15",
    "status": "illustrative",
    "reason": "联席会议定",
}


@pytest.fixture
def pool(act, signed_in):
    answer = signed_in("shen").post(reverse("territory:new_pool"), GIVEN | {"district": "xiaoshan"})
    assert answer.status_code == 302
    with act("shen"):
        return Pool.objects.get(resource="talent")


def test_a_pool_of_talent_is_opened_and_no_plan_draws_on_it(act, pool):
    assert (pool.owner, pool.amount, pool.unit, pool.month_from.isoformat()) == (
        "xiaoshan",
        120,
        "person",
        "2027-01-01",
    )
    with acting_as_system() as system:
        told = frames(system)
    assert pool.code not in told["pools"]["id"].to_list()
    assert len(told["pools"]) > 0


def test_shares_are_set_and_taken_back(act, signed_in, pool):
    client = signed_in("shen")
    page = reverse("territory:pool", args=[pool.code])
    told = {"entitle-player": "binjiang", "entitle-share": "40", "entitle-reason": "共建"}
    client.post(reverse("territory:entitle", args=[pool.code]), told)
    with act("shen"):
        part = Entitlement.objects.get(pool=pool)
        assert (part.player, part.share) == ("binjiang", 0.4)
    assert "40%" in client.get(page).content.decode()
    over = told | {"entitle-share": "140"}
    client.post(reverse("territory:entitle", args=[pool.code]), over)
    back = reverse("territory:end_entitlement", args=[pool.code, part.code])
    client.post(back, {"reason": ""})
    with act("shen"):
        assert Entitlement.objects.get(pool=pool).share == 0.4
    client.post(back, {"reason": "期满"})
    with act("shen"):
        assert not Entitlement.objects.filter(pool=pool).exists()


def test_it_is_changed_as_it_was_read(act, signed_in, pool):
    client = signed_in("shen")
    page = reverse("territory:edit_pool", args=[pool.code])
    version = client.get(page).context["form"]["version"].value()
    sent = GIVEN | {"amount": "150", "version": version}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent | {"amount": "90"}).status_code == 409
    with act("shen"):
        assert Pool.objects.get(pk=pool.pk).amount == 150


def test_others_read_it_and_change_nothing(act, signed_in, pool):
    client = signed_in("lin")
    assert client.get(reverse("territory:pool", args=[pool.code])).status_code == 200
    assert client.get(reverse("territory:edit_pool", args=[pool.code])).status_code == 403
    told = {"entitle-player": "binjiang", "entitle-share": "40", "entitle-reason": "共建"}
    client.post(reverse("territory:entitle", args=[pool.code]), told)
    with act("lin"):
        assert not Entitlement.objects.filter(pool=pool).exists()


def test_the_unit_of_a_pack_is_kept_when_another_thing_changes(act, signed_in):
    with act("shen"):
        power = Pool.objects.get(code="pool-power-xianghu-2027")
    assert power.unit == "kVA"
    client = signed_in("shen")
    page = reverse("territory:edit_pool", args=[power.code])
    shown = client.get(page).context["form"]
    told = {name: shown[name].value() for name in ("amount", "unit", "status", "version")}
    told |= {"month_from": "2027-01-01", "month_to": "2027-12-01", "reason": "补备注"}
    assert client.post(page, told | {"zone": power.zone_id, "note": "一期"}).status_code == 302
    with act("shen"):
        power.refresh_from_db()
        kept = (power.unit, power.unit_words, power.amount, power.note)
        assert kept == ("kVA", "kVA", 11000, "一期")


@pytest.mark.parametrize(
    ("kept", "others"), [("kVA", "kva"), ("亩", "mu"), ("万千瓦时", ""), ("t_day", "t/d")]
)
def test_the_unit_that_is_kept_stands_among_the_others_as_it_is_written(kept, others):
    offered = dict(units_with(kept))
    assert kept in offered
    assert others not in offered
    assert str(offered[kept]) == Pool(unit=kept).unit_words
    assert offered["tce"] == "吨标准煤"


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [("t", "吨", "t"), ("tce", "吨标准煤", "tce"), ("t/d", "吨/日", "t/day"), ("亩", "亩", "mu")],
)
def test_a_unit_is_written_as_officers_write_it(unit, zh, en):
    assert Pool(unit=unit).unit_words == zh
    with override("en"):
        assert Pool(unit=unit).unit_words == en
