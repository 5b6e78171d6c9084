from __future__ import annotations

from shigu.engine.chain.search import TermSearch, read_all, recall
from tests.engine.chain.cast import firm, link


def found(text: str, *terms: str, negative: tuple[str, ...] = ()) -> bool:
    return "x" in TermSearch((link("x", terms=terms, negative=negative),)).links(text)


def test_a_term_is_found_whatever_its_width_or_case():
    assert found("生产ＣＭＯＳ图像传感器", "CMOS图像传感器")
    assert found("high-end Lidar", "LIDAR")


def test_a_latin_term_is_not_found_inside_a_longer_word():
    assert not found("DISPLAY", "ISP")
    assert not found("ISP2", "ISP")
    assert found("高端ISP芯片", "ISP")
    assert found("(ISP)", "ISP")


def test_a_negative_term_covers_a_hit():
    assert not found("光学镜头清洁", "镜头", negative=("镜头清洁",))
    assert found("镜头清洁、镜头", "镜头", negative=("镜头清洁",))


def test_a_negative_term_that_only_touches_a_hit_leaves_it():
    assert found("车载镜头", "镜头", negative=("车载",))
    assert found("车载镜头", "载镜头", negative=("车载镜",))


def test_one_term_may_serve_several_links():
    search = TermSearch((link("a", terms=("芯片",)), link("b", terms=("芯片", "模组"))))
    assert search.links("芯片") == {"a", "b"}
    assert search.links("模组") == {"b"}


def test_a_chain_without_terms_finds_nothing():
    assert TermSearch((link("x", terms=()),)).links("anything") == frozenset()


def test_names_are_read_as_well_as_products():
    search = TermSearch((link("x", terms=("激光雷达",)),))
    firms = (
        firm("a", name_zh="某激光雷达公司"),
        firm("b", text="激光雷达"),
        firm("c", text="螺丝"),
    )
    assert read_all(search, firms) == {"a": {"x"}, "b": {"x"}, "c": frozenset()}


def test_recall_is_the_share_of_accepted_positions_found_again():
    hits = {"a": frozenset({"x"}), "b": frozenset({"y"})}
    assert recall(hits, [("a", "x"), ("b", "x"), ("b", "y"), ("a", "y")]) == 0.5
    assert recall(hits, []) == 0
