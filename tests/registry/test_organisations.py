"""Who may keep the register, and how it remembers."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from shigu.chain.models import Position
from shigu.chain.queries import current_chain
from shigu.districts.models import Source
from shigu.districts.policies import Refused
from shigu.registry import actions
from shigu.registry.models import Organisation, OrganisationWords
from shigu.registry.tables import OrganisationTable

NEW = {"name_zh": "滨江新视觉有限公司", "kind": "enterprise", "status": "illustrative"}
LIST = reverse("registry:organisations")


def of(code):
    return Organisation.objects.get(code=code)


@pytest.mark.parametrize(
    ("who", "district", "allowed"),
    [
        ("lin", "binjiang", True),
        ("lin", "xiaoshan", False),
        ("lin", "city-440300", True),
        ("lin", None, True),
        ("shen", "xiaoshan", True),
        ("fang", "xiaoshan", False),
        ("gu", "binjiang", False),
        ("gu", "city-440300", True),
        ("wei", None, False),
        ("zhou", None, False),
    ],
)
def test_an_organisation_is_registered_by_whoever_keeps_its_district(act, who, district, allowed):
    with act(who) as actor:
        if allowed:
            made = actions.register(actor, {**NEW, "district": district}, reason="新设")
            assert (made.district and made.district.code) == district
            return
        with pytest.raises(Refused):
            actions.register(actor, {**NEW, "district": district}, reason="新设")
    with act("lin"):
        assert not Organisation.objects.filter(name_zh=NEW["name_zh"]).exists()


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("org-hikvision", {"district": "xiaoshan"}),
        ("org-hikvision", {"district": None}),
        ("org-hikvision", {"note": "改一个字"}),
    ],
)
def test_another_district_neither_changes_nor_takes_an_organisation(act, code, row):
    with act("shen") as shen:
        before = of(code).events.count()
        with pytest.raises(Refused, match="滨江"):
            actions.put(shen, "organisations", [{"id": code, **row}], reason="不该成功")
        assert of(code).district.code == "binjiang"
        assert of(code).events.count() == before


def test_the_database_itself_refuses_another_district(act):
    with act("shen"):
        row = Organisation.objects.filter(code="org-hikvision")
        assert row.update(note="越权") == 0
        binjiang = of("org-hikvision").district
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Organisation.objects.create(code="x", district=binjiang, **NEW)


def test_who_keeps_no_register_writes_no_search_words(act):
    with act("fang"):
        assert OrganisationWords.objects.update(words="x") == 0


def test_a_credit_code_belongs_to_one_organisation(act):
    with act("lin") as lin:
        uscc = of("org-hikvision").uscc
        with pytest.raises(DatabaseError, match="one_organisation"), transaction.atomic():
            actions.register(lin, {**NEW, "district": "binjiang", "uscc": uscc}, reason="重复")


def form(**changed):
    source = Source.objects.get(code="s-a-share")
    filled = {"name_zh": "湖滨镜头有限公司", "kind": "enterprise", "status": "fact"}
    return {**filled, "source": source.pk, "reason": "走访登记", **changed}


def test_an_organisation_is_entered_by_the_form(signed_in, act):
    client = signed_in("lin")
    with act("lin"):
        filled = form(products="光学镜头\n镜片；棱镜", revenue_wan="1200.5", founded="2020-03")
    response = client.post(reverse("registry:register"), filled)
    with act("lin"):
        made = Organisation.objects.get(name_zh="湖滨镜头有限公司")
        assert response.headers["Location"] == made.get_absolute_url()
        assert made.products == ["光学镜头", "镜片", "棱镜"]
        assert str(made.revenue_wan) == "1200.500000"
    page = client.get(made.get_absolute_url())
    assert "走访登记" in page.text
    assert "林岚" in page.text or "lin" in page.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("uscc", "91330000733796106Q", "校验"),
        ("founded", "二零二零年", "日期"),
        ("stock_code", "12", ""),
        ("lon", "12", ""),
        ("name_zh", "", ""),
        ("reason", "", ""),
        ("source", "", "来源"),
        ("staff", "-3", ""),
    ],
)
def test_a_faulty_form_says_where_and_saves_nothing(signed_in, act, field, value, said):
    client = signed_in("lin")
    with act("lin"):
        filled = form(**{field: value})
    response = client.post(reverse("registry:register"), filled)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert any(said in str(errors) for errors in response.context["form"].errors.values())
    with act("lin"):
        assert not Organisation.objects.filter(name_zh="湖滨镜头有限公司").exists()


def test_history_tells_who_changed_what_and_why(signed_in, act):
    with act("lin") as lin:
        row = of("org-hikvision")
        actions.edit(lin, row, {"staff": 58000, "district": "city-440300"}, reason="年报")
    page = signed_in("gu").get(row.get_absolute_url())
    event = page.context["events"][0]
    assert (event.actor, str(event.verb), event.reason) == ("lin", "修改", "年报")
    changes = {str(c.name): (c.before, c.after) for c in event.changes}
    assert changes == {"区县": ("滨江区", "深圳市"), "员工人数": ("", "58000")}


def test_the_pages_of_others_are_closed_with_a_reason(signed_in, act):
    with act("shen"):
        row = of("org-hikvision")
    client = signed_in("shen")
    page = client.get(row.get_absolute_url())
    assert page.context["may_edit"].why.startswith("滨江区")
    assert client.get(reverse("registry:edit", args=[row.pk])).status_code == 403
    assert signed_in("zhou").get(row.get_absolute_url()).status_code == 403


def test_the_list_narrows_sorts_and_exports(signed_in):
    client = signed_in("lin")
    page = client.get(LIST, {"district": "binjiang", "sort": "-capital_wan"})
    assert "共 82 家" in page.context["answer"]
    assert page.text.index("海康威视数字技术") < page.text.index("暄柏安防")
    exported = client.get(LIST, {"q": "威视", "export": "csv"}).getvalue().decode("utf-8-sig")
    assert exported.splitlines()[1].startswith("杭州海康威视数字技术股份有限公司,滨江区")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"district": "binjiang"}, 82),
        ({"kind": "institute"}, 6),
        ({"place": "in"}, 256),
        ({"place": "out"}, 667),
        ({"place": "unknown"}, 0),
        ({"status": "illustrative"}, 209),
        ({"listed": "yes", "district": "binjiang", "kind": "fund"}, 0),
        ({"q": "威视", "district": "xiaoshan"}, 0),
    ],
)
def test_the_list_is_narrowed(signed_in, asked, count):
    page = signed_in("lin").get(LIST, asked)
    assert page.context["table"].paginator.found == count


def test_the_list_is_narrowed_by_the_link_where_they_stand(signed_in, act):
    with act("lin") as lin:
        link = Position.objects.filter(link__chain=current_chain(lin)).first().link
        there = {row.organisation.name_zh for row in link.positions.all()}
    page = signed_in("lin").get(LIST, {"link": link.code, "per_page": 200})
    assert page.context["table"].paginator.found == len(there)
    assert all(name in page.text for name in there)


def test_pages_count_their_queries(visit, act):
    with act("lin"):
        address = of("org-hikvision").get_absolute_url()
    assert visit("lin", LIST, count="registry.organisations").status_code == 200
    assert visit("lin", address, count="registry.organisation").status_code == 200


SORTED = [
    sign + name
    for name, column in OrganisationTable.base_columns.items()
    if column.orderable is not False
    for sign in ("", "-")
]


@pytest.mark.parametrize("sort", SORTED)
def test_an_index_serves_each_order_that_the_list_offers(act, sort):
    """Two hundred thousand rows are not sorted for fifty."""
    with act("lin") as actor, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off")
        rows = OrganisationTable(Organisation.objects.visible_to(actor), order_by=sort).data.data
        plan = rows[:50].explain()
    assert "Index Scan" in plan
    assert "Sort" not in plan
