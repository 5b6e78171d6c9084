"""The loaded registry on pages: searched, narrowed, exported, taken, counted by link."""

import pytest
from django.test import override_settings

from shigu.chain.models import Link
from shigu.registry.models import Organisation, RegistryRow
from tests.registry.loaded import CHIP, LENS, load


@pytest.fixture
def registry(tmp_path, act):
    with act("lin"):
        link = Link.objects.filter(parent__isnull=False).order_by("code").first().code
    with override_settings(ENVIRONMENT=load(tmp_path, positions=((LENS, link), (CHIP, link)))):
        yield link


def test_without_a_registry_the_page_says_how_to_load_one(visit, tmp_path):
    with override_settings(ENVIRONMENT=load(tmp_path)):
        (tmp_path / "firms.parquet").unlink()
        (tmp_path / "about.json").unlink()
        for address in ("/registry/firms/", "/registry/links/"):
            assert "shigu registry" in visit("lin", address).content.decode()


def test_one_box_finds_firms_of_the_registry_and_of_the_cluster(registry, visit):
    page = visit("lin", "/registry/firms/?q=杭州", count="firms").content.decode()
    assert "2 家；登记册 firms.csv 共 3 家，2026-11-27 载入。" in page
    assert "杭州远目镜头有限公司" in page
    assert "集群里的" in page
    assert "浙江近影芯片" not in page


def test_the_list_is_narrowed_sorted_and_exported(registry, visit):
    page = visit("lin", "/registry/firms/?sort=-capital_wan").content.decode()
    assert page.index("近影芯片") < page.index("远目镜头") < page.index("面馆")
    told = visit("lin", f"/registry/firms/?export=csv&link={registry}&district=滨江区")
    lines = told.getvalue().decode("utf-8-sig").strip().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["杭州远目镜头有限公司"]


def test_the_matrix_counts_firms_by_link_and_district(registry, visit):
    page = visit("lin", "/registry/links/", count="links of the registry").content.decode()
    assert f"?link={registry}&amp;district=%E6%BB%A8%E6%B1%9F%E5%8C%BA" in page
    assert "1 个环节在登记册里有企业" in page


def test_links_without_firms_are_shown_if_asked_for_and_the_table_goes_to_a_file(
    registry, visit, act
):
    with act("lin"):
        name = Link.objects.get(code=registry).name_zh
    for asked, filled, empty in (("", 1, 0), ("?show=all", 1, 1), ("?show=empty", 0, 1)):
        rows = visit("lin", f"/registry/links/{asked}").content.decode().split("<tbody>")[1]
        assert (rows.count(f"link={registry}&amp;"), rows.count('<td class="n">—</td>') > 9) == (
            2 * filled,
            empty == 1,
        )
    assert "没有这样的环节" in visit("lin", "/registry/links/?q=zzz").content.decode()
    told = visit("lin", "/registry/links/?export=csv").getvalue().decode("utf-8-sig").splitlines()
    assert told == ["环节,合计,滨江区,萧山区", f"{name},2,1,1"]


def test_districts_are_told_in_the_language_of_the_reader(registry, visit):
    for address in ("/registry/links/", "/registry/firms/"):
        page = visit("lin", address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
        assert "Binjiang" in page


def test_a_firm_is_taken_into_the_cluster_and_wears_its_badge(registry, signed_in, act):
    given = {"uscc": [LENS], "reason": "招商名单", "next": "/registry/firms/?q=%E9%95%9C"}
    answer = signed_in("lin").post("/registry/firms/take/", given)
    assert answer.url == given["next"]
    with act("lin"):
        row = Organisation.objects.get(uscc=LENS)
        assert (row.name_zh, row.district.code, row.capital_wan) == (
            "杭州远目镜头有限公司",
            "binjiang",
            500,
        )
        assert RegistryRow.objects.get().file == "firms.csv"
    assert "已在集群" in signed_in("lin").get(given["next"]).content.decode()


@pytest.mark.parametrize(
    ("name", "code", "reason"), [("wei", LENS, "名单"), ("lin", CHIP, "名单"), ("lin", LENS, "")]
)
def test_what_is_refused_takes_nothing(registry, signed_in, act, name, code, reason):
    given = {"uscc": [code], "reason": reason}
    assert signed_in(name).post("/registry/firms/take/", given).url == "/registry/firms/"
    with act("lin"):
        assert not Organisation.objects.filter(uscc=code).exists()
        assert not RegistryRow.objects.exists()


def test_an_outsider_is_shown_the_door(registry, visit):
    assert visit("zhou", "/registry/firms/").status_code == 403
