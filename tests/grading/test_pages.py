"""Grading on pages: preview, all or nothing, as the engine grades, district by district."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.grading.grade import grade
from shigu.engine.grading.lift import lifts
from shigu.engine.grading.load import read_units
from shigu.engine.grading.schemes import schemes, texts
from shigu.grading import actions
from shigu.grading.models import GradedSheet
from shigu.registry.models import Organisation
from tests.chain.test_pages import exported, html

SCHEME = "huangyan-2023"
HEAD = (
    "id,name,group,tax_wan,land_mu,value_added_wan,energy_tce,emission_t,staff,rd_wan,revenue_wan"
)
ROWS = [
    f"f{n},第{n}厂,,{100 + 37 * n},{10 + n % 3},{900 + 211 * n},{200 + 5 * n},{n % 4 or ''},"
    f"{40 + n},{20 + n},{3000 + 100 * n}"
    for n in range(1, 11)
]
SHEET = "\n".join([HEAD, *ROWS]) + "\n"


def posted(client, content=SHEET, name="表.csv", **more):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    given = {"district": "binjiang", "name": "2025 年", "scheme": SCHEME, "file": file}
    return client.post("/grading/new/", given | more)


def kept():
    with acting_as_system():
        return list(GradedSheet.objects.all())


@pytest.fixture
def graded(act):
    with act("lin") as lin:
        place = District.objects.get(code="binjiang")
        return actions.grade_sheet(lin, place, "2025 年", texts()[SCHEME], "a.csv", SHEET.encode())


def test_a_sheet_is_graded_as_the_engine_grades_it(signed_in, visit):
    assert posted(signed_in("lin")).status_code == 302
    (made,) = kept()
    rules = schemes()[SCHEME]
    found = grade(rules, read_units(SHEET, rules))
    assert made.state == "preview"
    assert made.counts == found.counts
    assert [one["id"] for one in made.found["grading"]["units"]] == [one.id for one in found.units]
    lines = exported(visit("lin", f"/grading/{made.pk}/?export=csv"))
    assert [line[1] for line in lines[1:]] == [one.name for one in found.units]
    assert [float(line[4]) for line in lines[1:]] == [one.total for one in found.units]


def test_the_page_tells_grades_and_what_lifts_one(visit, graded):
    page = html(visit("lin", f"/grading/{graded.pk}/", count="grading:sheet"))
    assert "10 个对象：A 档 2 个，B 档 5 个，C 档 3 个，D 档 0 个" in page
    first = graded.found["grading"]["units"][0]["id"]
    assert f'data-href="/grading/{graded.pk}/units/{first}/"' in page
    last = graded.found["grading"]["units"][-1]["id"]
    unit = html(visit("lin", f"/grading/{graded.pk}/units/{last}/", count="grading:unit"))
    found = lifts(graded.rules, graded.rows, last).lifts
    section = unit.split('id="lifts"')[1].split("</section>")[0]
    assert section.count("<tr>") == 1 + len(found)
    assert section.count("单靠它不够") == sum(one.needed is None for one in found)


def test_a_grade_is_a_filter(visit, graded):
    lines = exported(visit("lin", f"/grading/{graded.pk}/?grade=A&export=csv"))
    assert {line[3] for line in lines[1:]} == {"A"}
    assert len(lines) == 1 + graded.counts["A"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (SHEET.replace("137,11", "many,11"), "row 2, tax_wan"),
        (SHEET.replace("land_mu", "land"), "column land_mu"),
        (SHEET.replace("f2,", "f1,"), "f1 重复"),
        (SHEET.replace("137,11", "-1,11"), "f1, tax_wan"),
        (HEAD + "\n", "没有评价对象"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_faulty_sheet_is_refused_whole_with_the_place(signed_in, db, content, place):
    response = posted(signed_in("lin"), content)
    assert response.status_code == 422
    assert place in response.content.decode()
    assert kept() == []


def test_an_own_scheme_is_a_file(signed_in, db):
    client = signed_in("lin")
    assert posted(client, scheme="own").status_code == 422
    own = """\
schema: shigu.grading/1
id: ours
name_zh: 本区办法
name_en: Ours
source: 示例
measures:
  - id: tax
    name_zh: 税收
    name_en: Tax
    unit: 万元
    of: tax_wan
    per: ''
    points: 100
    scale: rank
cuts:
  - {grade: A, top: 0.5}
  - {grade: B}
"""
    file = SimpleUploadedFile("o.yaml", own.encode())
    assert posted(client, scheme="own", scheme_file=file).status_code == 302
    assert kept()[0].counts == {"A": 5, "B": 5}
    broken = SimpleUploadedFile("o.yaml", own.replace("rank", "magic").encode())
    response = posted(client, scheme="own", scheme_file=broken)
    assert response.status_code == 422
    assert "measure tax" in response.content.decode()
    assert len(kept()) == 1


def test_a_preview_is_kept_with_a_reason_or_thrown_away(act, graded):
    with act("lin") as lin:
        with pytest.raises(Refused):
            actions.keep(lin, graded, reason=" ")
        assert actions.keep(lin, graded, reason="年度考核").state == "kept"
        with pytest.raises(Refused):
            actions.discard(lin, graded)
    assert [one.state for one in kept()] == ["kept"]


def test_a_preview_thrown_away_leaves_nothing(signed_in, graded):
    assert signed_in("lin").post(f"/grading/{graded.pk}/discard/").status_code == 302
    assert kept() == []


def test_another_district_sees_and_grades_nothing(visit, signed_in, act, graded):
    assert visit("shen", f"/grading/{graded.pk}/").status_code == 404
    assert str(graded.pk) not in html(visit("shen", "/grading/"))
    assert posted(signed_in("shen")).status_code == 422
    with act("shen") as shen, pytest.raises(Refused):
        place = District.objects.get(code="binjiang")
        actions.grade_sheet(shen, place, "x", texts()[SCHEME], "a.csv", SHEET.encode())
    assert len(kept()) == 1


def test_the_list_is_one_query_however_long(visit, graded):
    html(visit("lin", "/grading/", count="grading:list"))


def test_the_blank_sheet_holds_the_firms_of_the_district(visit):
    response = visit("lin", f"/grading/blank/{SCHEME}.xlsx")
    content = b"".join(response.streaming_content)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == HEAD.split(",")
    with acting_as_system():
        real = Organisation.objects.filter(
            district__code="binjiang", kind="enterprise", status="fact"
        )
        assert [row[0] for row in rows[1:]] == list(
            real.order_by("code").values_list("code", flat=True)
        )


def test_a_sheet_comes_and_is_asked_by_api(tell, ask):
    body = {"district": "binjiang", "name": "2025", "scheme": SCHEME, "sheet": SHEET}
    made = tell("lin", "POST", "/api/v1/graded_sheets", body)
    assert made.status_code == 201, made.content
    address = f"/api/v1/graded_sheets/{made.json()['id']}"
    worst = made.json()["found"]["grading"]["units"][-1]["id"]
    told = ask("lin", f"{address}/lifts/{worst}").json()
    assert {one["measure"] for one in told["lifts"]} <= {m.id for m in schemes()[SCHEME].measures}
    assert ask("shen", address).status_code == 404
    assert tell("lin", "POST", f"{address}/keep", {"reason": "年度"}).json()["state"] == "kept"
    faulty = tell("lin", "POST", "/api/v1/graded_sheets", body | {"sheet": "a,b\n1,2\n"})
    assert faulty.status_code == 422
    assert len(kept()) == 1


def test_headers_in_chinese_and_gbk_are_read(signed_in, db):
    text = SHEET.replace("id,name,group", "编号,名称,分组", 1)
    assert posted(signed_in("lin"), text.encode("gbk")).status_code == 302
    assert next(csv.reader(io.StringIO(kept()[0].sheet)))[:3] == ["id", "name", "group"]


def test_who_grades_in_no_district_is_told_who_does(visit, db):
    assert "由各区的招商专员、园区主任或产业分析员" in html(visit("wei", "/grading/new/"))
