"""An article of our own and answers to it, right and wrong."""

import json
from datetime import date

from shigu.engine.text.second.checked import Checked
from shigu.engine.text.second.opinion import second_opinion
from shigu.engine.text.second.request import parts
from shigu.engine.text.views import TextView

DAY = date(2026, 3, 18)
SIGNED = (
    "3月16日，杭州星澜光电科技有限公司与萧山区人民政府签署合作协议，"
    "总投资12.5亿元的星澜高端镜头项目落户萧山区。\n"
    "星澜高端镜头项目用地80亩，预计年产值30亿元。"
)
FIRM, GOV, PROJECT = "杭州星澜光电科技有限公司", "萧山区人民政府", "星澜高端镜头项目"
FIRST, LAST = SIGNED.split("\n")


def name(of, text, quote=FIRST):
    return {"kind": "entity", "type": of, "name": text, "quote": quote}


NAMES = [name("COMPANY", FIRM), name("GOV", GOV), name("PROJECT", PROJECT)]
MONEY = {
    "kind": "attribute",
    "type": "investment_total",
    "name": PROJECT,
    "value": "12.5亿元",
    "modality": "agreed",
    "quote": "总投资12.5亿元的星澜高端镜头项目落户萧山区",
}
OUTPUT = MONEY | {
    "type": "output_value",
    "value": "30亿元",
    "modality": "planned",
    "quote": LAST,
}
TIE = {
    "kind": "relation",
    "type": "project_company",
    "args": {"project": PROJECT, "company": FIRM},
    "quote": FIRST,
}
SIGN = {
    "kind": "event",
    "type": "SIGN",
    "trigger": "签署",
    "args": {"party": [FIRM, GOV], "date": "3月16日"},
    "modality": "happened",
    "quote": FIRST,
}


def answer(*claims):
    return json.dumps({"claims": list(claims)}, ensure_ascii=False)


def taken(*claims, text=SIGNED):
    """What is taken of an answer to the whole of ``text``, and what is dropped, by reason."""
    checked = Checked(text, DAY)
    [part] = parts(text)
    return checked.take([(part, answer(*claims))]), dict(checked.dropped)


def opinion(*claims, text=SIGNED):
    return second_opinion("d", TextView("raw", text), DAY, lambda _: answer(*claims))
