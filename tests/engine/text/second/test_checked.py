"""Nothing is taken from a second reader but what stands in the text, re-read by our own readers."""

from fractions import Fraction

import pytest

from shigu.engine.text.second.answer import MOST_ITEMS, WORDS
from shigu.engine.text.second.checked import Checked
from shigu.engine.text.second.request import PART, TASK, messages, parts
from tests.engine.text.second.said import (
    FIRM,
    FIRST,
    GOV,
    LAST,
    MONEY,
    NAMES,
    OUTPUT,
    PROJECT,
    SIGN,
    SIGNED,
    TIE,
    answer,
    name,
    taken,
)


def test_a_right_answer_is_taken_whole():
    reading, dropped = taken(*NAMES, MONEY, OUTPUT, TIE, SIGN)
    assert dropped == {}
    assert {(each.type, each.span.text) for each in reading.mentions} == {
        ("COMPANY", FIRM),
        ("GOV", GOV),
        ("PROJECT", PROJECT),
    }
    total, output, day = reading.attributes
    assert (total.quantity.value, total.modality) == (Fraction(1_250_000_000), "agreed")
    assert (output.quantity.value, output.modality) == (3_000_000_000, "planned")
    assert total.subject.span.text == output.subject.span.text == PROJECT
    assert day.quantity.iso == "2026-03-16"
    [tie] = reading.relations
    assert [(arg.role, arg.filler.span.text) for arg in tie.args] == [
        ("project", PROJECT),
        ("company", FIRM),
    ]
    [signed] = reading.events
    assert [arg.role for arg in signed.args] == ["party", "party", "date"]
    spans = [
        *(each.span for each in reading.mentions),
        *(each.quantity.span for each in reading.attributes),
        signed.trigger,
    ]
    assert all(SIGNED[span.start : span.end] == span.text for span in spans)


LIES = [
    ("quote", name("COMPANY", FIRM, "杭州星澜光电科技有限公司获得融资")),
    ("quote", MONEY | {"quote": "总投资 12.5亿元的星澜高端镜头项目落户萧山区"}),
    ("quote", {"kind": "entity", "type": "COMPANY", "name": FIRM}),
    ("name", name("PARK", "星澜产业园")),
    ("name", MONEY | {"name": "萧山区"}),
    ("type", name("ROCKET", FIRM)),
    ("type", MONEY | {"type": "fund_size"}),
    ("type", MONEY | {"type": "date", "value": "3月16日"}),
    ("type", TIE | {"type": "marries"}),
    ("type", SIGN | {"type": "EXPLODE"}),
    ("kind", MONEY | {"kind": "rumour"}),
    ("value", MONEY | {"value": "13亿元"}),
    ("value", MONEY | {"value": "30亿元"}),
    ("value", MONEY | {"value": "2.5亿元"}),
    ("value", MONEY | {"value": "1250000000"}),
    ("value", MONEY | {"value": 1250000000}),
    ("unit", OUTPUT | {"value": "80亩"}),
    ("unit", OUTPUT | {"type": "land_area"}),
    ("modality", MONEY | {"modality": "certain"}),
    ("modality", SIGN | {"modality": ["happened"]}),
    ("trigger", SIGN | {"trigger": "开工"}),
    ("argument", SIGN | {"args": {"party": [FIRM, "滨江区"]}}),
    ("argument", SIGN | {"args": {"bride": FIRM}}),
    ("argument", SIGN | {"args": {"date": "3月16日"}}),
    ("argument", SIGN | {"args": {"party": FIRM, "date": "3月17日"}}),
    ("argument", TIE | {"args": {"project": PROJECT}}),
    ("argument", TIE | {"args": {"project": PROJECT, "company": [FIRM, GOV]}}),
    ("argument", MONEY | {"speaker": "陈远洲"}),
    ("repeated", name("GOV", FIRM)),
    ("shape", "总投资12.5亿元"),
]


@pytest.mark.parametrize(
    ("why", "lie"), LIES, ids=[f"{at}-{why}" for at, (why, _) in enumerate(LIES)]
)
def test_a_lie_is_dropped_with_its_reason_and_leaves_nothing(why, lie):
    honest, none = taken(*NAMES)
    assert none == {}
    assert taken(*NAMES, lie) == (honest, {why: 1})


@pytest.mark.parametrize("why", ["json", "shape", "too_many"])
def test_a_broken_answer_is_counted_and_the_other_part_is_taken(why):
    broken = {
        "json": '{"claims": [{"kind": "enti',
        "shape": '["claims"]',
        "too_many": answer(*[name("COMPANY", FIRM)] * MOST_ITEMS, name("GOV", GOV)),
    }[why]
    first, last = parts(SIGNED, len(FIRST) + 1)
    checked = Checked(SIGNED)
    reading = checked.take([(first, broken), (last, answer(name("PROJECT", PROJECT, LAST)))])
    assert checked.dropped[why] == 1
    assert PROJECT in {each.span.text for each in reading.mentions}
    assert GOV not in {each.span.text for each in reading.mentions}


def test_deep_and_fenced_answers():
    [part] = parts(SIGNED)
    checked = Checked(SIGNED)
    assert not checked.take([(part, "[" * 100_000)]).mentions
    assert dict(checked.dropped) == {"json": 1}
    fenced = f"```json\n{answer(name('GOV', GOV))}\n```"
    assert [each.span.text for each in checked.take([(part, fenced)]).mentions] == [GOV]


def test_a_quote_of_another_part_is_not_in_this_one():
    first, last = parts(SIGNED, len(FIRST) + 1)
    checked = Checked(SIGNED)
    assert not checked.take([(last, answer(name("GOV", GOV)))]).mentions
    assert dict(checked.dropped) == {"quote": 1}
    assert first.text + last.text == SIGNED


@pytest.mark.parametrize("most", [1, 7, 40, PART])
def test_parts_are_bounded_and_lose_nothing(most):
    text = SIGNED * 40
    told = list(parts(text, most))
    assert max(len(each.text) for each in told) <= most
    assert all(text[each.start : each.end] == each.text for each in told)
    assert "".join(each.text for each in told).replace("\n", "") == text.replace("\n", "")


def test_the_task_names_our_vocabulary_and_the_part_is_the_message():
    [part] = parts(SIGNED)
    task, asked = messages(part)
    assert (task["content"], asked) == (TASK, {"role": "user", "content": SIGNED})
    assert all(word in TASK for word in ("COMPANY", "investment_total", "SIGN", "co_build(a"))
    assert "growth" in TASK and "、date" not in TASK.split("数值类型")[1].split("\n")[0]
    assert all(zh and en for zh, en in WORDS.values())
