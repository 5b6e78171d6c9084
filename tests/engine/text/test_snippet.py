"""A snippet shows what was searched for, marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.snippet import LENGTH, snippet

TEXT = "项目用地80亩，由星澜光电投资建设。\n达产后高端镜头年产值30亿元，Lens Line 01 随后投用。"


@pytest.mark.parametrize(("asked", "marked"), [
    ("高端镜头", ["高端镜头"]),
    ("镜头 星澜", ["星澜", "镜头"]),
    ("lens line", ["Lens", "Line"]),
    ("高端传感器", ["高端"]),
    ("，。", []),
    ("没有的词", []),
])  # fmt: skip
def test_what_was_asked_for_is_marked(asked, marked):
    assert list(snippet(TEXT, asked).parts[1::2]) == marked


def test_a_long_text_is_cut_around_the_hit():
    found = snippet("甲" * 500 + "高端镜头" + "乙" * 500, "高端镜头")
    assert found.parts[1] == "高端镜头"
    assert found.text.startswith("…甲")
    assert found.text.endswith("乙…")
    assert len(found.text) == LENGTH + 2


@given(st.text(max_size=300), st.text(max_size=20))
def test_a_snippet_is_a_piece_of_the_text(text, asked):
    found = snippet(text, asked)
    assert found.text.strip("…") in text.replace("\n", " ") or "…" in text
    assert len(found.parts) % 2 == 1
