from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from shigu.engine.chain.mapping.grounds import reason
from shigu.engine.chain.mapping.linear import LinearModel
from shigu.engine.chain.mapping.mapper import POSITIONS, Mapper
from tests.engine.chain.cast import link

LINKS = (
    replace(link("camera", terms=("摄像机", "网络摄像机")), codes=("3953",)),
    link("lens", terms=("镜头",), negative=("镜头清洁",)),
)


def batch(*rows, names=("id", "name", "scope", "products", "gbt4754")):
    columns = [pa.array([row[i] for row in rows], pa.string()) for i in range(len(names))]
    return pa.RecordBatch.from_arrays(columns, names=list(names))


FIRMS = batch(
    ("m", "宏图公司", "生产：网络摄像机；销售：摄像机", None, "C3953"),
    ("t", "小铺", "销售：摄像机", None, None),
    ("l", "镜头科技", "镜头清洁", "变焦镜头", ""),
    ("n", None, None, None, None),
)


def test_a_position_carries_its_evidence_score_and_reasons():
    told = Mapper.of(LINKS).positions(FIRMS)
    assert told.schema == POSITIONS
    assert told.to_pylist() == [
        {
            "id": "m",
            "link": "camera",
            "score": 0.9569,
            "evidence": [
                {"field": "scope", "start": 3, "end": 8, "term": "网络摄像机", "role": "make"},
                {"field": "scope", "start": 12, "end": 15, "term": "摄像机", "role": "trade"},
            ],
            "reasons": ["makes", "same_code"],
        },
        {
            "id": "l",
            "link": "lens",
            "score": 0.8808,
            "evidence": [
                {"field": "name", "start": 0, "end": 2, "term": "镜头", "role": "untold"},
                {"field": "products", "start": 2, "end": 4, "term": "镜头", "role": "make"},
            ],
            "reasons": ["makes", "own_words"],
        },
    ]


def test_the_evidence_is_in_the_field_as_it_was_read():
    scope = "生产：ＣＣＤ 网络摄像机"
    told = Mapper.of(LINKS).positions(batch(("x", "", scope, "", "")))
    (span,) = told.to_pylist()[0]["evidence"]
    assert scope[span["start"] : span["end"]] == span["term"] == "网络摄像机"


def test_weak_positions_are_kept_if_asked_for():
    told = Mapper.of(LINKS, least=0.0).positions(FIRMS).to_pylist()
    assert [(each["id"], each["link"], each["score"]) for each in told] == [
        ("m", "camera", 0.9569),
        ("t", "camera", 0.3100),
        ("l", "lens", 0.8808),
    ]


def test_terms_that_are_only_traded_add_nothing_to_each_other():
    told = Mapper.of((link("camera", terms=("球机", "摄像机")),), least=0.0)
    rows = batch(("x", "", "销售：球机、摄像机", "", ""), ("y", "", "生产：球机、摄像机", "", ""))
    trader, maker = told.positions(rows).to_pylist()
    assert (trader["score"], trader["reasons"]) == (0.31, ["trades"])
    assert (maker["score"], maker["reasons"]) == (0.9168, ["makes", "several_terms"])


def test_words_of_any_industry_need_another_word_of_the_chain():
    told = Mapper.of((*LINKS, link("mould", terms=("冲压件", "精密模具"))), least=0.0)
    rows = [
        ("x", "", "生产：冲压件、文具", "", ""),
        ("y", "", "生产：冲压件、摄像机", "", ""),
        ("z", "", "生产：精密模具", "", ""),
        ("s", "", "生产：冲压件；销售：摄像机", "", ""),
    ]
    found = told.positions(batch(*rows)).to_pylist()
    scores = {each["id"]: each["score"] for each in found if each["link"] == "mould"}
    assert scores == {"x": 0.2315, "y": 0.832, "z": 0.832, "s": 0.2315}
    assert found[0]["reasons"] == ["makes", "vague"]


def test_what_every_list_of_services_names_says_something_of_makers_alone():
    told = Mapper.of((link("net", terms=("网络设备",)),), least=0.0)
    rows = batch(("d", "", "网络设备的技术开发", "", ""), ("m", "", "网络设备制造", "", ""))
    assert [each["score"] for each in told.positions(rows).to_pylist()] == [0.1824, 0.832]


def test_two_characters_of_a_name_may_meet_by_chance():
    told = Mapper.of((link("camera", terms=("球机", "摄像机")),), least=0.0)
    rows = batch(("x", "超球机械公司", "", "", ""), ("y", "超越摄像机公司", "", "", ""))
    chance, named = told.positions(rows).to_pylist()
    assert (chance["score"], chance["reasons"]) == (0.475, ["untold"])
    assert (named["score"], named["reasons"]) == (0.7503, ["untold", "own_words"])


def test_a_model_moves_the_score_and_says_so():
    texts = [FIRMS.column("name").slice(0, 2), FIRMS.column("scope").slice(0, 2)]
    model = LinearModel.learned(texts, [set(), {"camera"}])
    told = Mapper.of(LINKS, model, least=0.0).positions(FIRMS).to_pylist()
    plain = Mapper.of(LINKS, least=0.0).positions(FIRMS).to_pylist()
    assert "model_for" in told[1]["reasons"]
    assert told[1]["score"] > plain[1]["score"]
    assert told[2] == plain[2]


@pytest.mark.parametrize("names", [("id", "scope"), ("id", "name"), ("id",)])
def test_fields_may_be_missing(names):
    rows = batch(("x", "摄像机制造"), names=names) if len(names) > 1 else batch(("x",), names=names)
    told = Mapper.of(LINKS).positions(rows).to_pylist()
    assert [each["link"] for each in told] == ["camera"] * (len(names) - 1)


def test_no_rows_give_an_empty_table_of_the_same_shape():
    assert Mapper.of(LINKS).positions(FIRMS.slice(0, 0)).schema == POSITIONS
    assert Mapper.of(()).positions(FIRMS).num_rows == 0


def test_every_reason_has_both_languages():
    told = Mapper.of(LINKS, least=0.0).positions(FIRMS).to_pylist()
    for code in {code for each in told for code in each["reasons"]}:
        assert reason(code).zh != reason(code).en
        assert reason(code).code == f"mapping.{code}"
