"""The reference of the rule language in words, written from its schema."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.markdown import grid
from shigu.engine.sharing.rules.schema import Field, Language, Section

INTRODUCTION = """\
# 协议参考 · Agreement reference

本页由模式生成（`shigu/engine/sharing/rules/schema/*.csv`）。This page is written from the schema.

## 约定 · Conventions

- 一份协议是一个 YAML 文件，首行 `schema: shigu.agreement/1`，UTF-8，不超过 256 KiB；\
不用锚、别名与类型标记。\
An agreement is one YAML file that begins with `schema: shigu.agreement/1`, in UTF-8, at most \
256 KiB, without anchors, aliases and tags.
- 比例是精确的分数：`1/2`、`50%`、`0.15003`；`shares` 中还可写参数名或 `1 - 参数名`。\
Shares are exact: `1/2`, `50%`, `0.15003`; in `shares` also a parameter or `1 - parameter`.
- 金额的单位在名称里：`_wan` 为万元，`_yuan` 为元，精确到分。\
Money has its unit in the name, exact to the fen.
- 日期 `2027-01-31`；`valid.to` 当日不再适用。\
Dates are ISO; `valid.to` is the first day no longer in force.
- 文字 `{zh: …, en: …}`，两种语言都要有。Words in both languages.
- 每条规则只用 `phases`、`pay`、`key`、`pool` 中的一种分法。\
Each rule divides in exactly one of the ways `phases`, `pay`, `key`, `pool`.
- 检查：`shigu sharing check 协议.yaml`。Check: `shigu sharing check AGREEMENT.yaml`.
"""

TYPES = {
    "text": "文字 text",
    "code": "代号 code",
    "name": "代号 code",
    "words": "文字 `{zh, en}`",
    "share": "比例 0–1 fraction",
    "fraction": "比例 0–1 fraction",
    "wan": "万元 10 000 yuan",
    "yuan": "元 yuan",
    "date": "日期 date",
    "integer": "整数 integer",
    "boolean": "`true` / `false`",
    "span": "年份 `1-3` `4` `6-`",
    "shares": "参与方 → 比例 party → share",
    "parts": "名称 → 比例 name → fraction",
    "kinds": "[种类 kinds](#种类--kinds) 列表 list",
    "years": "年份列表 list of years",
}
LEDGERS = {"fiscal": "财政 fiscal", "statistics": "统计 statistics", "measure": "指标 measure"}


def describe(language: Language) -> str:
    """The whole reference as Markdown, Chinese first, English after it."""
    parts = [INTRODUCTION, "## 结构 · Structure"]
    parts += [_section(section) for section in language.sections.values()]
    parts += ["## 取值 · Words", *_words(language), "## 种类 · Kinds", _kinds(language)]
    parts += ["## 问题代码 · Problem codes", _codes(language)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(section: Section) -> str:
    rows = (
        (
            f"`{field.name}`",
            _type(field),
            "是 yes" if field.required else "",
            f"{field.words.zh} · {field.words.en}",
        )
        for field in section.fields.values()
    )
    heading = f"### {section.name}\n\n{section.words.zh} · {section.words.en}."
    return f"{heading}\n\n{grid(('字段 field', '类型 type', '必填 required', '说明'), rows)}"


def _type(field: Field) -> str:
    if field.type == "word":
        return f"[{field.of}](#取值--words)"
    if field.type in {"section", "flat"}:
        return f"[{field.of}](#{field.of})"
    if field.type == "map":
        return f"代号 code → [{field.of}](#{field.of})"
    if field.type == "list":
        of = TYPES["words"] if field.of == "words" else f"[{field.of}](#{field.of})"
        return f"{of} 列表 list"
    return TYPES[field.type]


def _words(language: Language) -> Iterator[str]:
    for group, words in language.words.items():
        told = ", ".join(f"`{word}` ({said.zh}, {said.en})" for word, said in words.items())
        yield f"- **{group}**: {told}"


def _kinds(language: Language) -> str:
    groups = "; ".join(
        f"`{name}` = {said.zh} {said.en}（{'、'.join(language.group(name))}）"
        for name, said in language.groups.items()
    )
    rows = (
        (f"`{kind.code}`", LEDGERS[kind.ledger], kind.words.zh, kind.words.en)
        for kind in language.kinds.values()
    )
    return f"{groups}\n\n{grid(('种类 kind', '台账 ledger', '中文', 'English'), rows)}"


def _codes(language: Language) -> str:
    rows = (
        (f"`{said.code}`", said.message.zh, said.cure.zh, said.message.en)
        for said in language.messages.values()
    )
    return grid(("code", "问题", "改法", "problem"), rows)
