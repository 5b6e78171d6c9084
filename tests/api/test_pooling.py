"""Pools by API: opened, changed, entitled, closed; refused to others with a reason."""

from shigu.territory.models import Entitlement, Pool

OPENED = {
    "code": "api-power",
    "district": "xiaoshan",
    "resource": "power",
    "amount": 800,
    "unit": "kva",
    "month_from": "2027-01-15",
    "status": "illustrative",
    "reason": "电网批复",
}


def test_a_pool_goes_its_way_by_api(tell, act):
    assert tell("lin", "POST", "/api/v1/pools", OPENED).status_code == 403
    made = tell("shen", "POST", "/api/v1/pools", OPENED)
    assert (made.status_code, made.json()["month_from"]) == (201, "2027-01-01"), made.content
    assert tell("shen", "POST", "/api/v1/pools", OPENED).status_code == 409
    where = "/api/v1/pools/api-power"
    changed = tell("shen", "PATCH", where, {"amount": 500, "reason": "调整"})
    assert (changed.status_code, changed.json()["amount"]) == (200, 500), changed.content
    part = {"player": "binjiang", "share": 0.4, "reason": "协议"}
    given = tell("shen", "POST", f"{where}/entitlements", part)
    assert (given.status_code, given.json()["share"]) == (200, 0.4), given.content
    assert tell("shen", "POST", f"{where}/entitlements", part | {"share": 2}).status_code == 422
    assert tell("lin", "POST", f"{where}/entitlements", part).status_code == 403
    ended = tell(
        "shen", "POST", f"/api/v1/pool_entitlements/{given.json()['id']}/end", {"reason": "到期"}
    )
    assert ended.status_code == 200, ended.content
    closed = tell("shen", "POST", f"{where}/close", {"last_month": "2027-12-31", "reason": "到期"})
    assert closed.json()["month_to"] == "2027-12-01", closed.content
    with act("shen"):
        pool = Pool.objects.get(code="api-power")
        assert (pool.amount, Entitlement.objects.filter(pool=pool).count()) == (500, 0)
