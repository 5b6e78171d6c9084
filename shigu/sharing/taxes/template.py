"""The blank form of a tax file, as the tables of packs describe theirs."""

from __future__ import annotations

from shigu.engine.pack.schema import Field, Table
from shigu.engine.pack.schema.values import FieldType, Presence


def _field(name: str, kind: FieldType, unit: str, zh: str, presence: Presence,
           about_zh: str, about_en: str) -> Field:  # fmt: skip
    return Field(name, kind, unit, zh, presence, None, None, "", "", "", about_zh, about_en)


TAXES = Table(
    name="taxes",
    required=False,
    unique=(),
    tree="",
    sum_over="",
    sum_of="",
    title_zh="企业税收",
    title_en="Taxes by firm",
    description_zh="每家企业每个年度（或月份）每个税种一行；也可每个税种一列",
    description_en="One row a firm, year (or month) and kind; or one column a kind",
    fields=(
        _field("uscc", "text", "", "统一社会信用代码", "optional",
               "与企业名称至少填一项", "This or the name of the firm"),
        _field("name", "text", "", "企业名称", "optional",
               "名录中的全称", "As the register has it"),
        _field("year", "integer", "", "年度", "value", "如 2026", "Such as 2026"),
        _field("month", "integer", "", "月份", "optional",
               "1–12；全年合计留空", "1–12; empty for the whole year"),
        _field("kind", "text", "", "税种", "value",
               "增值税、企业所得税、个人所得税等；也可用代码 vat、cit、iit",
               "VAT, enterprise income tax …, or the codes vat, cit, iit"),
        _field("gross", "number", "元", "入库税额", "optional",
               "全口径；只填它时，地方部分按财政体制算出",
               "The whole tax; alone, the local part is computed by the fiscal regime"),
        _field("local", "number", "元", "地方留存", "optional",
               "区级留存部分；与入库税额至少填一项", "The local part; this or the whole tax"),
        _field("evidence", "text", "", "凭证", "optional",
               "税票号、报表名称与页码", "Number of the receipt, or report and page"),
    ),
)  # fmt: skip
