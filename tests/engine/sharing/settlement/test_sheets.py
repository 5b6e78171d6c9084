"""Books are read from what offices send, or every fault is named with its place."""

import io

import pytest
import xlsxwriter

from shigu.engine.sharing.rules.values import Amount, Clock, Event, Floor
from shigu.engine.sharing.rules.values import Test as Condition
from shigu.engine.sharing.settlement.sheets import BookError, read_book
from tests.engine.sharing.settlement.books import agreement, always, rule

TERMS = agreement(
    "introducer host",
    rule(
        covers=(Condition(fact="list", expected="yes"),),
        clock=Clock(Event.IN_OPERATION),
        phases=always(introducer="1/2", host="1/2"),
        floor=Floor("introducer", 1, "host", Clock(Event.AID_PAID)),
    ),
)
FLAT = """企业,落地方,引荐方,年度,税种,全额(元),地方部分（元）,凭据,企业投产,aid_paid,list
甲,B,A,2024,增值税,100,50.5,票1,2024-03-01,2023,yes
甲,B,A,2025,cit,-0.05,-0.01,,,,
乙,B,,2025,vat,1000000000000.99,7,,2025,,no
"""
LINES = [
    ("2", "甲", 2024, "vat", 10_000, 5_050, "票1"),
    ("3", "甲", 2025, "cit", -5, -1, ""),
    ("4", "乙", 2025, "vat", 100_000_000_000_099, 700, ""),
]


def workbook(**sheets):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()


def problems(files, terms=TERMS):
    with pytest.raises(BookError) as refused:
        read_book(files, terms)
    return [(p.table, p.row, p.column, p.code) for p in refused.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        FLAT.encode(),
        FLAT.encode("gb18030"),
        FLAT.encode("utf-16"),
        FLAT.replace(",", "\t").encode("utf-8-sig"),
        workbook(Sheet1=[row.split(",") for row in FLAT.splitlines()]),
    ],
    ids=["utf-8", "gbk", "utf-16", "tsv", "xlsx"],
)
def test_one_table_is_a_book(content):
    book = read_book({"2025 年贡献.csv": content}, TERMS)
    assert book.lines.rows() == LINES
    first, second = book.firms["甲"], book.firms["乙"]
    assert (first.host, first.introducer, first.facts) == ("B", "A", {"list": "yes"})
    assert (second.introducer, second.facts) == ("", {"list": "no"})
    assert {event: str(date) for event, date in first.events.items()} == {
        Event.IN_OPERATION: "2024-03-01"
    }
    assert {event: str(date) for event, date in book.events.items()} == {
        Event.AID_PAID: "2023-01-01"
    }


def test_firms_and_lines_measures_and_events_are_a_book_too():
    files = {
        "firms.csv": "id,host,introducer,in_operation,list\n甲,B,A,2024,yes\n".encode(),
        "lines.csv": "id,firm,year,kind,local_yuan\nL1,甲,2024,vat,1.5\n".encode(),
        "measures.csv": b"party,year,measure,value\nB,2023,payroll,123456789.25\n",
        "events.csv": b"event,date\nsigned,2020-05-01\n",
    }
    book = read_book(files, TERMS)
    assert book.lines.rows() == [("L1", "甲", 2024, "vat", 0, 150, "")]
    assert [(m.party, m.year, m.measure, str(m.value), m.firm) for m in book.measures] == [
        ("B", 2023, "payroll", "123456789.25", "")
    ]
    assert str(book.events[Event.SIGNED]) == "2020-05-01"
    sheets = {
        name.removesuffix(".csv"): [row.split(",") for row in content.decode().splitlines()]
        for name, content in files.items()
    }
    again = read_book({"book.xlsx": workbook(**sheets)}, TERMS)
    assert again.lines.equals(book.lines)
    assert (again.firms, again.measures, again.events) == (book.firms, book.measures, book.events)


def test_of_what_is_no_tax_gross_and_local_are_the_same():
    terms = agreement("A B", rule(kinds=("output",), phases=always(A="1/2", B="1/2")))
    book = read_book({"c.csv": b"firm,host,year,kind,gross_yuan\nf,A,2024,output,3\n"}, terms)
    assert book.lines.select("gross_fen", "local_fen").rows() == [(300, 300)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("50.5,", "50.555,", ("contributions", 2, "local_yuan", "pattern")),
        ("50.5,", "5e1,", ("contributions", 2, "local_yuan", "pattern")),
        ("50.5,", ",", ("contributions", 2, "local_yuan", "value-missing")),
        ("增值税", "增殖税", ("contributions", 2, "kind", "enum")),
        ("甲,B,A,2025", "甲,C,A,2025", ("contributions", 3, "host", "firm-differs")),
        ("甲,B,A,2025", "甲,,A,2025", ("contributions", 3, "host", "value-missing")),
        ("乙,B,,2025", "乙,B,,二五", ("contributions", 4, "year", "type-number")),
        ("7,,2025,,no", "7,,2025,2022,no", ("contributions", 4, "aid_paid", "firm-differs")),
        ("凭据", "凭剧", ("contributions", 1, "凭剧", "column-unknown")),
    ],
)
def test_a_fault_is_named_with_table_row_and_column(old, new, found):
    assert old in FLAT
    assert found in problems({"c.csv": FLAT.replace(old, new).encode()})


def test_lines_of_an_unknown_firm_are_named():
    files = {
        "firms.csv": "id,host,list\n甲,B,yes\n".encode(),
        "lines.csv": "firm,year,kind,local_yuan\n甲,2024,vat,1\n乙,2024,vat,1\n".encode(),
    }
    assert problems(files) == [("lines", 3, "firm", "reference-broken")]
    del files["firms.csv"]
    assert problems(files)[-1] == ("firms", None, None, "table-missing")


def test_files_that_are_no_book_are_refused():
    assert problems({"c.csv": b"\x89PNG\r\n"}) == [("c", None, None, "upload-type")]
    assert problems({"a.csv": FLAT.encode(), "b.csv": FLAT.encode()})[0][3] == "table-unknown"
    assert ("events", 2, "event", "enum") in problems(
        {"contributions.csv": FLAT.encode(), "events.csv": b"event,date\nsinged,2020\n"}
    )


def test_amounts_that_no_rule_asks_for_may_be_left_out():
    """The test asks for gross of vat, the base for local of cit."""
    past = Amount(kinds=("vat",), part="gross", years_before=1, event=Event.MOVED)
    terms = agreement(
        "A B",
        rule(kinds=("cit",), phases=always(A="1/2", B="1/2"), covers=(Condition(amount=past),)),
    )
    content = b"firm,host,year,kind,gross_yuan,local_yuan\nf,A,2024,vat,3,\nf,A,2024,cit,,4\n"
    assert read_book({"c.csv": content}, terms).lines["gross_fen"].to_list() == [300, 0]
    swapped = content.replace(b"vat,3,", b"vat,,3")
    assert problems({"c.csv": swapped}, terms) == [
        ("contributions", 2, "gross_yuan", "value-missing")
    ]
