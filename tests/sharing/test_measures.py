"""Measures of parties on the pages: what a year needs, one kept, a sheet taken in, one dropped."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.sharing import actions
from shigu.sharing.models import Measure, SettledLine, State
from tests.sharing import ledger_world as world

KEY = "key: {first: {binjiang: 50%}, weights: {population: 60%, payroll: 40%}}"
PHASES = """\
    clock: {event: in_operation}
    phases:
      - years: 1-5
        shares: {introducer: 50%, host: 50%}
  - id: output"""
SHEET = """\
party,year,measure,value
xiaoshan,2024,人口,3
滨江区,2024,population,1
xiaoshan,2024,payroll,1
binjiang,2024,职工薪酬,1.0
"""


@pytest.fixture
def agreement(db):
    """滨江 gets a half, the rest is divided by people and wages: 滨江 67.5%, 萧山 32.5%."""
    made = world.world()
    text = world.text("2025").replace(PHASES, f"    {KEY}\n  - id: output")
    with world.acting("fang") as fang:
        actions.save_text(fang, made, text.replace("2024-01-01", "2025-01-01"), reason="按人口")
    return made


def page(visit, agreement, name="fang", **more):
    address = f"{agreement.get_absolute_url()}?part=measures&year=2025"
    return visit(name, address, **more)


def wants(response):
    return {row["measure"]: (row["state"], row["lacking"]) for row in response.context["wants"]}


def kept():
    with acting_as_system():
        rows = Measure.objects.order_by("measure", "party")
        return [(row.measure, row.party, row.year, row.value) for row in rows]


def settled(agreement):
    with acting_as_system():
        version = world.AgreementVersion.objects.get(agreement=agreement, version="2025")
    return world.computed(agreement, version=version)


def bring(client, agreement, content, name="指标.csv"):
    """Uploaded and, where the preview offers it, confirmed."""
    shown = uploaded(client, agreement, content, name)
    sheet = (shown.context or {}).get("sheet")
    return confirmed(client, agreement, sheet) if sheet else shown


def uploaded(client, agreement, content, name="指标.csv"):
    given = {"file": SimpleUploadedFile(name, content), "evidence": "统计年鉴 12 页"}
    return client.post(reverse("sharing:bring_measures", args=[agreement.pk]), given)


def confirmed(client, agreement, sheet):
    return client.post(reverse("sharing:bring_measures", args=[agreement.pk]), {"sheet": sheet})


def test_the_page_says_what_a_year_needs_until_it_is_there(agreement, visit, signed_in):
    found = page(visit, agreement)
    assert wants(found) == {"人口": ("lacking", ""), "职工薪酬": ("lacking", "")}
    run = settled(agreement)
    assert (run.state, "population" in run.problem) == (State.FAILED, True)
    fang, address = signed_in("fang"), reverse("sharing:measure", args=[agreement.pk])
    one = {
        "party": "xiaoshan",
        "year": 2024,
        "measure": "population",
        "value": "7",
        "evidence": "a",
    }
    assert fang.post(address, one).status_code == 302
    assert fang.post(address, one).status_code == 422
    found = page(visit, agreement)
    assert wants(found) == {"人口": ("met", ""), "职工薪酬": ("lacking", "萧山区")}
    assert bring(fang, agreement, SHEET.encode("gbk")).status_code == 302
    found = page(visit, agreement, "bao", count="measures of an agreement")
    assert wants(found) == {"人口": ("met", ""), "职工薪酬": ("met", "")}
    assert "统计年鉴 12 页" in found.content.decode()
    run = settled(agreement)
    with acting_as_system():
        lines = SettledLine.objects.filter(run=run, rule="tax").order_by("firm", "kind", "party")
        assert list(lines.values_list("firm", "kind", "party", "entitled_fen")) == [
            ("org-ezviz", "cit", "binjiang", 27000),
            ("org-ezviz", "cit", "xiaoshan", 13000),
            ("org-ezviz", "vat", "binjiang", 67501),
            ("org-ezviz", "vat", "xiaoshan", 32500),
            ("org-uniview", "vat", "binjiang", 20252),
            ("org-uniview", "vat", "xiaoshan", 9751),
        ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SHEET.replace("滨江区", "火星区"), "第 3 行：不认识“火星区”"),
        (SHEET.replace("payroll", "happiness"), "第 4 行：不认识“happiness”"),
        (SHEET.replace(",3\n", ",三\n"), "value"),
        (SHEET + "xiaoshan,2024,population,4\n", "第 6 行与第 2 行是同一个指标"),
        ("party,year,measure,value\n", "一行也没有"),
    ],
)
def test_a_sheet_with_a_fault_keeps_nothing(agreement, signed_in, content, said):
    answer = bring(signed_in("fang"), agreement, content.encode())
    assert answer.status_code == 422
    assert any(said in fault for fault in answer.context["faults"])
    assert kept() == []


def test_a_preview_tells_what_would_change_and_keeps_nothing(agreement, signed_in):
    fang = signed_in("fang")
    bring(fang, agreement, SHEET.encode())
    before = kept()
    sheet = SHEET.replace("人口,3", "人口,4.5").replace("xiaoshan,2024,payroll,1\n", "")
    shown = uploaded(fang, agreement, (sheet + "xiaoshan,2023,人口,2\n").encode())
    assert shown.status_code == 200
    told = [(row["party"], row["before"], row["after"]) for row in shown.context["changes"]]
    assert told == [
        ("萧山区", "3", "4.5"), ("滨江区", "1", "1"), ("滨江区", "1", "1"), ("萧山区", "—", "2"),
    ]  # fmt: skip
    assert shown.context["counted"] == {"changed": 1, "same": 2, "new": 1}
    assert kept() == before


def test_what_was_changed_after_the_preview_is_shown_again(agreement, signed_in):
    fang = signed_in("fang")
    sheet = uploaded(fang, agreement, SHEET.encode()).context["sheet"]
    bring(fang, agreement, SHEET.replace("人口,3", "人口,7").encode())
    before = kept()
    answer = confirmed(fang, agreement, sheet)
    assert answer.status_code == 409
    assert answer.context["changes"][0]["before"] == "7"
    assert kept() == before
    assert confirmed(fang, agreement, answer.context["sheet"]).status_code == 302
    assert ("population", "xiaoshan", 2024, 3) in kept()


def test_a_preview_that_was_tampered_with_is_refused(agreement, signed_in):
    fang = signed_in("fang")
    sheet = uploaded(fang, agreement, SHEET.encode()).context["sheet"]
    answer = confirmed(fang, agreement, sheet[:-1] + ("a" if sheet[-1] != "a" else "b"))
    assert answer.status_code == 422
    assert answer.context["faults"] == ["预览已失效；请重新上传。"]
    assert kept() == []


def test_the_blank_sheet_is_read_back_as_empty(agreement, visit, signed_in):
    blank = b"".join(visit("fang", reverse("sharing:measure_template")).streaming_content)
    answer = bring(signed_in("fang"), agreement, blank, "指标.xlsx")
    assert answer.context["faults"] == ["表里一行也没有。"]


def test_a_value_is_changed_where_nobody_changed_it_meanwhile(agreement, visit, signed_in):
    fang = signed_in("fang")
    bring(fang, agreement, SHEET.encode())
    with acting_as_system():
        row = Measure.objects.get(measure="population", party="xiaoshan")
    address = reverse("sharing:measure", args=[agreement.pk]) + f"?row={row.pk}"
    form = visit("fang", address, count="measure of an agreement").context["form"]
    given = {
        "version": form["version"].value(),
        "value": "5",
        "evidence": "更正",
        "party": "binjiang",
    }
    assert fang.post(address, given).status_code == 302
    assert ("population", "xiaoshan", 2024, 5) in kept()
    assert fang.post(address, given | {"value": "6"}).status_code == 422
    assert ("population", "xiaoshan", 2024, 5) in kept()
    assert len(kept()) == 4


def test_a_party_reads_and_does_not_write(agreement, visit, signed_in):
    bring(signed_in("fang"), agreement, SHEET.encode())
    before, bao = kept(), signed_in("bao")
    said = page(visit, agreement, "bao").content.decode()
    assert not re.search(r"删去|row=", said)
    with acting_as_system():
        row = Measure.objects.first()
    assert bring(bao, agreement, SHEET.encode()).status_code == 403
    assert bao.post(reverse("sharing:measure", args=[agreement.pk]), {}).status_code == 403
    assert (
        bao.post(reverse("sharing:drop_measure", args=[row.pk]), {"reason": "改"}).status_code
        == 403
    )
    with world.acting("bao"):
        assert not Measure.objects.filter(pk=row.pk).update(value=9)
    assert kept() == before
    assert signed_in("wei").get(page_of(agreement)).status_code == 404


def page_of(agreement):
    return f"{agreement.get_absolute_url()}?part=measures"


def test_a_measure_is_taken_away_for_a_reason_and_history_keeps_it(agreement, visit, signed_in):
    fang = signed_in("fang")
    bring(fang, agreement, SHEET.encode())
    with acting_as_system():
        row = Measure.objects.select_related("agreement__district").get(
            measure="payroll", party="binjiang"
        )
    with world.acting("fang") as actor, pytest.raises(Refused, match="事由"):
        actions.drop_measure(actor, row, reason=" ")
    assert len(kept()) == 4
    drop = reverse("sharing:drop_measure", args=[row.pk])
    assert fang.post(drop, {"reason": "不是一方"}).status_code == 302
    assert len(kept()) == 3
    history = visit("fang", f"{agreement.get_absolute_url()}?part=history").content.decode()
    assert "不是一方" in history
