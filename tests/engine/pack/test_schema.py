"""The schema agrees with itself and with its documentation."""

from pathlib import Path

from shigu.engine.pack.convert import dtype
from shigu.engine.pack.describe import describe
from shigu.engine.pack.schema import schema

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "pack.md"


def test_the_reference_page_is_in_step_with_the_schema():
    assert REFERENCE.read_text(encoding="utf-8") == describe(schema())


def test_every_table_has_id_status_source_and_note():
    for table in schema().tables.values():
        assert {"id", "status", "source", "note"} <= set(table.names)


def test_chinese_and_english_headers_are_unique_in_each_table():
    for table in schema().tables.values():
        headers = [*table.names, *(field.zh for field in table.fields)]
        assert len(set(headers)) == len(headers)


def test_types_references_and_enumerations_exist():
    rules = schema()
    for table in rules.tables.values():
        for field in table.fields:
            dtype(field)
            assert not field.enum or field.enum in rules.enums
            if field.reference:
                target, _, key = field.reference.partition(".")
                assert key in rules.tables[target].names


def test_rules_name_columns_that_exist():
    rules = schema()
    for table in rules.tables.values():
        columns = {*table.unique, table.tree, table.sum_over, table.sum_of}
        assert columns <= {*table.names, ""}
    for order in rules.orders:
        assert {order.low, order.high} <= set(rules.tables[order.table].names)
    for overlap in rules.overlaps:
        named = {overlap.start, overlap.end, *overlap.by}
        assert named <= set(rules.tables[overlap.table].names)
    for rule in rules.plausible:
        named = {rule.field, rule.per, rule.when} - {""}
        assert named <= set(rules.tables[rule.table].names)
        assert rule.code in rules.messages


def test_columns_of_the_contract_are_all_there():
    tables = schema().tables
    assert len(tables) == 27
    assert tables["reference_counts"].names[1:-3] == ("area", "link", "year", "count", "what")
    assert tables["quotas"].names[1:-3] == ("district", "measure", "at_least", "at_most", "period")
    assert tables["ownerships"].names[1:-3] == ("owner", "owned", "share", "since", "until")
    names = ("organisation", "kind", "date", "amount_wan", "growth", "place", "statement")
    assert tables["signals"].names[1:-3] == names
