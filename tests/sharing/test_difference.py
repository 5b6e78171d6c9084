"""The difference that the database finds is the engine's, over the same two settlements."""

import random

import pytest

from shigu.engine.sharing.settlement.difference import difference as engine_difference
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.sharing import actions
from shigu.sharing.computing import settle_run
from shigu.sharing.difference import difference
from tests.sharing import ledger_world as world

HEAD = "企业名称,年度,税种,入库税额（元）,地方留存（元）,凭证"
FIRMS = ("杭州萤石网络股份有限公司", "浙江宇视科技有限公司")
KINDS = ("增值税", "企业所得税", "工业产值")
COLUMNS = ("rule", "firm", "kind", "party")
COLUMNS += tuple(
    f"{which}_{name}_fen"
    for name in ("collected", "entitled", "transfer")
    for which in ("old", "new")
)


@pytest.fixture
def agreement(db):
    world.enrol_officers()
    made = world.sign()
    world.list_firms(made)
    return made


def sheet(rows):
    """Lines of (firm, kind, fen)."""
    lines = [f"{name},2025,{kind},{fen / 100:.2f},{fen / 100:.2f},表" for name, kind, fen in rows]
    return "\n".join([HEAD, *lines, ""])


def drawn(draw):
    """Small amounts, so that parts of two draws are often the same; some lines are not there."""
    cells = [(name, kind) for name in FIRMS for kind in KINDS]
    chosen = draw.sample(cells, draw.randint(1, len(cells)))
    return sheet((name, kind, draw.randint(-2, 4)) for name, kind in chosen)


def settled(agreement, content, version=None):
    world.take_in(world.bring(content))
    run = world.computed(agreement, version=version)
    return run, Settlement("", "", settle_run(run.pk).lines, None)


def both(first, second):
    """What the database and what the engine finds, in one order."""
    with world.acting("bao"):
        found = difference(first[0], second[0])
    told = engine_difference(first[1], second[1]).select(COLUMNS).rows()
    in_database = [
        (
            *(each.rule, each.firm, each.kind, each.party),
            *(each.collected_before, each.collected_after),
            *(each.entitled_before, each.entitled_after, each.before, each.after),
        )
        for each in found
    ]
    return sorted(in_database), sorted(told)


@pytest.mark.parametrize("seed", range(4))
def test_both_find_the_same_lines_whatever_was_changed(agreement, seed):
    draw = random.Random(seed)
    with world.acting("fang") as fang:
        other = actions.save_text(fang, agreement, world.text("2026", "40%"), reason="新版本")
    before = settled(agreement, drawn(draw))
    for version in (None, other, None):
        after = settled(agreement, drawn(draw), version)
        in_database, told = both(before, after)
        assert in_database == told
        assert both(after, after) == ([], [])
        before = after


def test_what_only_was_collected_differs_too(agreement):
    """Of an output of 0.03 the host is credited 0.01 as of one of 0.02: its share is the same."""
    name, kind = FIRMS[0], "工业产值"
    before = settled(agreement, sheet([(name, kind, 2)]))
    in_database, told = both(before, settled(agreement, sheet([(name, kind, 3)])))
    assert in_database == told
    assert in_database == [
        ("output", "org-ezviz", "output", "binjiang", 0, 0, 1, 2, 0, 0),
        ("output", "org-ezviz", "output", "xiaoshan", 2, 3, 1, 1, 0, 0),
    ]
