"""Contract 1.4: who owns whom, what is heard of firms, and points of districts."""

from datetime import date

import pytest

from shigu.engine.chain.signals import Signal
from shigu.engine.chain.values import Ownership
from shigu.engine.pack.read import PackError, read_pack
from shigu.engine.plan.chain_inputs import chain_inputs
from tests.engine.pack.cast import write_pack

OWNERSHIPS = """\
id,owner,owned,share,since,until,status,source,note
w-1,o-1,o-2,0.48,2022-12,,fact,s-law,
w-2,o-3,o-1,,,,illustrative,,
w-3,o-2,o-3,0.1,2019,2021-05,fact,s-law,
"""
SIGNALS = """\
id,organisation,kind,date,amount_wan,growth,place,statement,status,source,note
g-1,o-2,growth,2026-04,,0.35,,营业收入增长 35%,fact,s-law,
g-2,o-2,expansion,2025,12000,,xiaoshan,,fact,s-law,
"""


def extended(directory, ownerships=OWNERSHIPS, signals=SIGNALS):
    write_pack(directory)
    listed = (directory / "datapackage.yaml").read_text(encoding="utf-8")
    for name, text in (("ownerships", ownerships), ("signals", signals)):
        (directory / f"{name}.csv").write_text(text, encoding="utf-8")
        listed += f"- {{name: {name}, path: {name}.csv}}\n"
    (directory / "datapackage.yaml").write_text(listed, encoding="utf-8")
    return directory


def test_ownerships_that_last_and_dated_signals_reach_the_chain(tmp_path):
    inputs = chain_inputs(read_pack(extended(tmp_path / "pack")))
    assert inputs.ownerships == (
        Ownership("o-1", "o-2", 0.48, True, "s-law"),
        Ownership("o-3", "o-1", None, False, None),
    )
    assert inputs.signals == (
        Signal("o-2", "growth", date(2026, 4, 1), None, 0.35, None, True, "s-law"),
        Signal("o-2", "expansion", date(2025, 1, 1), 12000.0, None, "xiaoshan", True, "s-law"),
    )
    assert inputs.today == date(2026, 11, 23)


def test_a_firm_is_as_far_as_its_own_point_or_that_of_its_area(tmp_path):
    firms = {firm.id: firm for firm in chain_inputs(read_pack(extended(tmp_path / "p"))).firms}
    assert firms["o-1"].km == pytest.approx(1.4697, abs=1e-3)
    assert firms["o-2"].km is None


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("w-1,o-1,o-2,0.48", "w-1,o-1,o-1,0.48", ("ownerships", "owned", "owns-itself")),
        ("w-1,o-1,o-2,0.48", "w-1,o-1,o-2,-0.1", ("ownerships", "share", "out-of-range")),
        ("w-1,o-1,o-2", "w-1,o-9,o-2", ("ownerships", "owner", "reference-broken")),
        ("2019,2021-05", "2021-06,2021-05", ("ownerships", "until", "period-backwards")),
        (",0.35,", ",,", ("signals", "growth", "growth-missing")),
        (",0.35,", ",35,", ("signals", "growth", "implausible")),
        ("o-2,expansion", "o-2,rumour", ("signals", "kind", "enum")),
        ("12000,,xiaoshan", "12000,,moon", ("signals", "place", "reference-broken")),
    ],
)
def test_what_cannot_be_is_named_at_its_place(tmp_path, before, after, named):
    tables = [table.replace(before, after) for table in (OWNERSHIPS, SIGNALS)]
    with pytest.raises(PackError) as refused:
        read_pack(extended(tmp_path / "pack", *tables))
    assert {(each.table, each.column, each.code) for each in refused.value.problems} == {named}
