"""Lists: what is shown is what the address says, and what is exported."""

import csv
import io

import django_tables2 as tables
import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Sum
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from shigu.face.columns import NumberColumn
from shigu.face.counting import CAP, CappedPaginator
from shigu.face.listing import ListingView
from tests.face.parsing import content_of, rows_of, text_of

LIST = "/design/list/"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
HISTORY = {**HTMX, "HX-History-Restore-Request": "true"}


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def listed(client):
    def get(query="", **headers):
        return client.get(LIST + query, headers={"Accept-Language": "zh-hans", **headers})

    return get


def exported(response):
    text = content_of(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_list_is_a_whole_page_and_for_htmx_only_the_list(listed):
    whole, part, back = listed(), listed(**HTMX), listed(**HISTORY)
    assert b"<html" in whole.content
    assert b"<html" in back.content
    assert part.content.lstrip().startswith(b'<div class="listing" id="listing">')


def test_caches_keep_the_page_and_the_part_apart(listed):
    assert "HX-Request" in listed()["Vary"]


def test_a_filter_narrows_and_a_chip_takes_it_back(listed):
    html = listed("?district=1&area_min=5000&sort=-area_m2&page=2").content.decode()
    assert {row[1] for row in rows_of(html)} == {"萧山区"}
    assert '<a href="/design/list/?area_min=5000&amp;sort=-area_m2"' in html
    assert '<a href="/design/list/?district=1&amp;sort=-area_m2"' in html


def test_sorting_orders_the_whole_list_not_the_listed(listed):
    areas = [
        int(row[3].replace(",", "")) for row in rows_of(listed("?sort=-area_m2").content.decode())
    ]
    assert areas == sorted(areas, reverse=True)
    assert areas[0] == 5599


def test_columns_are_chosen_by_the_address(listed):
    html = listed("?columns=name&columns=note").content.decode()
    assert "年租金" not in text_of(html, "thead")
    assert "备注" in text_of(html, "thead")


def test_unknown_columns_and_page_sizes_change_nothing(listed):
    plain = listed().content.decode()
    odd = listed("?columns=secret&per_page=100000&page=zero").content.decode()
    assert rows_of(odd) == rows_of(plain)
    assert len(rows_of(plain)) == 50


def test_a_page_beyond_the_last_is_the_last(listed):
    assert rows_of(listed("?page=999999").content.decode())


def test_the_total_is_exact_below_the_cap_and_says_when_it_is_not(listed):
    assert "超过 10,000 行" in text_of(listed().content.decode(), "span", "total")
    assert text_of(listed("?district=1").content.decode(), "span", "total") == "共 3,000 行"


def test_nothing_found_says_what_to_do(listed):
    html = listed("?name=没有这样的名称").content.decode()
    assert "没有符合条件的记录" in html
    assert "<table" not in html


def test_the_export_is_what_is_filtered_sorted_and_shown(listed):
    query = "?district=1&area_min=5000&sort=-area_m2&columns=name&columns=area_m2"
    shown = rows_of(listed(query).content.decode())
    found = exported(listed(f"{query}&export=csv&page=2"))
    assert found[0] == ["空间", "面积（㎡）"]
    assert [[name, f"{int(area):,}"] for name, area in found[1:51]] == shown
    assert len(found) - 1 == int(
        text_of(listed(query).content.decode(), "span", "total").split()[1].replace(",", "")
    )


def test_the_export_neutralises_a_hostile_name(listed):
    assert exported(listed("?name==1%2B7&columns=name&export=csv"))[1:] == [["'=1+7"]]
    response = listed("?name==1%2B7&columns=name&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content_of(response))).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+7", "s")


def test_an_unknown_export_is_the_listed(listed):
    assert b"<html" in listed("?export=exe").content


class PermissionTable(tables.Table):
    codename = tables.Column()
    id = NumberColumn()


class PermissionList(ListingView):
    table_class = PermissionTable
    sums = {"id": Sum("id")}

    def get_queryset(self):
        return Permission.objects.order_by("codename")


def answered(query="", **kwargs):
    request = RequestFactory().get("/x/" + query)
    request.htmx = HtmxDetails(request)
    return PermissionList.as_view(**kwargs)(request)


@pytest.mark.django_db
def test_a_queryset_is_counted_no_further_than_the_cap(monkeypatch):
    monkeypatch.setattr(CappedPaginator, "cap", 5)
    paginator = CappedPaginator(Permission.objects.order_by("pk"), 2)
    with CaptureQueriesContext(connection) as queries:
        assert (paginator.count, paginator.capped) == (5, True)
    assert "LIMIT 6" in queries[0]["sql"]
    assert "ORDER BY" not in queries[0]["sql"]
    assert len(queries) == 1


def test_a_number_that_is_known_is_not_counted_again():
    paginator = CappedPaginator(Permission.objects.order_by("pk"), 2, found=CAP + 7)
    assert (paginator.found, paginator.count, paginator.capped) == (CAP + 1, CAP, True)


@pytest.mark.django_db
def test_the_sums_row_adds_up_everything_that_is_filtered():
    total = Permission.objects.aggregate(total=Sum("id"))["total"]
    assert answered("?per_page=25").context_data["totals"] == ["", f"{total:,}"]


@pytest.mark.django_db
def test_an_export_of_a_queryset_is_read_in_chunks():
    found = exported(answered("?export=csv"))
    assert [name for name, _ in found[1:]] == list(
        Permission.objects.order_by("codename").values_list("codename", flat=True)
    )
