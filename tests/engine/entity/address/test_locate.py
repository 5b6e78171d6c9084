"""Addresses of before April 2021 in today's districts."""

import pytest

from shigu.engine.entity.address.gazetteer import by_stem, districts, registrars, streets, zones
from shigu.engine.entity.address.locate import Located, locate
from shigu.engine.entity.divisions import divisions


@pytest.mark.parametrize(
    ("address", "district", "street"),
    [
        ("杭州市江干区采荷路19号", "330102", ""),
        ("杭州市江干区下沙街道1号", "330114", "330114001"),
        ("浙江省杭州市下城区石桥路308号", "330105", ""),
        ("杭州余杭区临平街道龙安社区", "330113", "330113001"),
        ("杭州余杭区塘栖邵家坝村", "330113", "330113100"),
        ("浙江省杭州市余杭区仓前街道文一西路969号", "330110", "330110012"),
        ("萧山区河庄街道同一村", "330114", "330114003"),
        ("党湾镇梅西八字桥", "330109", "330109120"),
        ("萧山区宁围镇新安村", "330109", "330109013"),
        ("萧山区党山镇为民路", "330109", "330109113"),
        ("临安市锦城街道西墅街", "330112", "330112006"),
        ("桐庐县深澳镇", "330122", "330122113"),
        ("杭州市西湖区双浦镇袁浦街136号", "330106", "330106110"),
        ("杭州市转塘街道留转路8号", "330106", "330106010"),
        ("浙江省东阳市白云街道兴平西路107号", "330783", ""),
        ("慈溪经济开发区（杭州湾新区兴陆村）", "330282", ""),
    ],
)
def test_an_address_stands_in_todays_district_and_street(address, district, street):
    found = locate(address).value
    assert (found.district, found.street) == (district, street)


@pytest.mark.parametrize(
    ("address", "zone", "district"),
    [
        ("浙江省杭州大江东产业集聚区江东一路", "大江东产业集聚区", "330114"),
        ("杭州经济技术开发区2号大街22号", "杭州经济技术开发区", "330114"),
        ("杭州市江干区下沙16号大街", "杭州经济技术开发区", "330114"),
        ("萧山经济技术开发区建设三路6号", "萧山经济技术开发区", "330109"),
        ("余杭区经济开发区兴旺工业城", "余杭经济技术开发区", "330113"),
    ],
)
def test_a_functional_zone_decides_where_no_street_is_told(address, zone, district):
    found = locate(address).value
    assert (found.zone, found.district) == (zone, district)


def test_yuhang_alone_stays_open_between_its_two_heirs():
    found = locate("杭州余杭区三家村街", "330110")
    assert found.value == Located("", "", "", "余杭区", ("330110", "330113"))
    assert found.reasons[0].code == "entity.address.open"


def test_the_registrar_is_the_last_witness_and_is_named():
    assert locate("杭州电务段1幢").value.district == ""
    found = locate("杭州电务段1幢", "330104")
    assert (found.value.district, found.reasons[0].code) == ("330102", "entity.address.registrar")


def test_a_road_named_after_a_city_is_not_there():
    assert locate("中山北路234号").reasons[0].code == "entity.address.unknown"


def test_the_gazetteer_names_only_divisions_that_exist():
    assert {street.district for street in streets().values()} <= set(divisions())
    assert {code for row in districts().values() for code in row.codes} <= set(divisions())
    assert {district for _, _, district in zones()} <= set(divisions())
    assert all(row.codes for row in registrars().values())
    assert len(streets()) == 196
    assert all(len({street.code for street in found}) == len(found) for found in by_stem().values())
