"""Random small agreements and books: the engine against the naive reference, and its laws."""

from dataclasses import replace
from fractions import Fraction

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.rules.values import (
    Amount,
    Base,
    Cap,
    Clawback,
    Clock,
    Event,
    Floor,
    LedgerKind,
    Over,
    Phase,
    Reinvest,
    Share,
)
from shigu.engine.sharing.rules.values import Test as Condition
from shigu.engine.sharing.settlement.settle import settle
from tests.engine.sharing.settlement.books import agreement, book, firm, rule
from tests.engine.sharing.settlement.reference import Reference

CODES = "introducer host origin fund A B C"
PARTIES = ("introducer", "host", "origin", "fund")
KINDS = ("vat", "cit", "iit")
YEARS = st.integers(2018, 2024)
FEN = st.one_of(st.integers(-200, 400), st.integers(-200, 400), st.integers(-(10**13), 10**13))
PLACES = st.sampled_from(["A", "B", "C"])
MAYBE = st.sampled_from(["A", "A", "B", "B", "C", "C", ""])


@st.composite
def splits(draw):
    """Shares of two to four parties that sum to one."""
    names = draw(st.permutations(PARTIES))[: draw(st.integers(2, 4))]
    weights = [draw(st.integers(0, 30)) for _ in names]
    total = sum(weights)
    if total == 0:
        weights, total = [1] * len(names), len(names)
    return {
        name: Share(Fraction(weight, total)) for name, weight in zip(names, weights, strict=True)
    }


@st.composite
def phases(draw, *, capped):
    """One to three phases, one after the other, with gaps now and then."""
    found, year = [], 1
    for last in range(draw(st.integers(1, 3))):
        first = year + draw(st.sampled_from([0, 0, 1]))
        end = first + draw(st.integers(0, 3))
        only_open = capped and last > 0 and draw(st.booleans())
        found.append(Phase(first, end, draw(splits()), only_open))
        year = end + 1
    if draw(st.integers(0, 3)):
        found[-1] = replace(found[-1], last=None)
    return tuple(found)


@st.composite
def caps(draw, party):
    by_firm, cumulative = draw(st.integers(0, 2)) > 0, draw(st.integers(0, 3)) > 0
    fixed = Amount(fen=draw(st.one_of(st.integers(0, 400), st.integers(0, 10**13))))
    frozen = Amount(kinds=("vat", "iit"), years_before=draw(st.integers(1, 3)))
    frozen = replace(frozen, over=draw(st.sampled_from(Over)))
    at = draw(st.sampled_from([fixed, frozen])) if by_firm else fixed
    return Cap(party, at, draw(st.sampled_from(PARTIES)), cumulative, by_firm)


@st.composite
def rules(draw, name, after):
    with_cap = draw(st.integers(0, 2)) > 0
    divided = draw(phases(capped=with_cap))
    party = draw(st.sampled_from(sorted({p for phase in divided for p in phase.shares})))
    kinds = tuple(draw(st.permutations(KINDS))[: draw(st.integers(1, 3))])
    base = Base(kinds, draw(st.sampled_from(["local", "gross"])))
    if after:
        base = replace(after.base, after=after.id, less=(), growth_over=())
    else:
        if draw(st.integers(0, 3)) == 0:
            base = replace(base, less=("incentives",))
        if draw(st.integers(0, 3)) == 0:
            base = replace(base, growth_over=(2018, 2020))
    clocks = [None, None, None, Event.IN_OPERATION, Event.FIRST_TAX, Event.MOVED]
    parts = {
        "base": base,
        "ledger": draw(st.sampled_from(LedgerKind)),
        "clock": Clock(draw(st.sampled_from(clocks)), draw(st.integers(0, 1))),
        "phases": divided,
    }
    if with_cap:
        parts["cap"] = draw(caps(party))
    floored_from = st.sampled_from([Clock(), Clock(), Clock(Event.AID_PAID, 1)])
    everywhere = [p for p in PARTIES if any(p in each.shares for each in divided)]
    if len(everywhere) > 1 and draw(st.booleans()):
        floored, by = draw(st.permutations(everywhere))[:2]
        parts["floor"] = Floor(floored, draw(st.integers(1, 500)), by, draw(floored_from))
    if draw(st.integers(0, 3)) == 0:
        parts["reinvest"] = Reinvest("fund", Fraction(draw(st.integers(0, 7)), 7))
    if draw(st.integers(0, 2)) == 0:
        back = Fraction(draw(st.integers(0, 9)), 9)
        parts["clawback"] = Clawback(party, "host", Event.LEFT, draw(st.integers(1, 4)), back)
    if draw(st.integers(0, 5)) == 0:
        past = Amount(kinds=("vat",), years_before=2, over=draw(st.sampled_from(Over)))
        parts["covers"] = (Condition(amount=past, at_least_fen=draw(st.integers(0, 300))),)
    if draw(st.integers(0, 5)) == 0:
        parts["covers"] = (*parts.get("covers", ()), Condition(fact="list", expected="yes"))
    return rule(name, **parts)


@st.composite
def cases(draw):
    firms = []
    for name in ("f", "g", "h")[: draw(st.integers(1, 3))]:
        dates = {event: draw(YEARS) for event in ("in_operation", "left") if draw(st.booleans())}
        firms.append(
            firm(
                name,
                draw(PLACES),
                draw(MAYBE),
                draw(MAYBE),
                {"list": draw(st.sampled_from(["yes", "no"]))},
                moved=draw(YEARS),
                **dates,
            )
        )
    names = st.sampled_from([each.id for each in firms])
    kinds = st.sampled_from((*KINDS, "incentives"))
    rows = draw(st.lists(st.tuples(names, YEARS, kinds, FEN, FEN), min_size=8, max_size=40))
    first = draw(rules("one", None))
    made = [first]
    if draw(st.booleans()):
        made.append(draw(rules("two", draw(st.sampled_from([None, first])))))
    events = {"signed": draw(st.integers(2016, 2020))}
    if draw(st.booleans()):
        events["aid_paid"] = draw(YEARS)
    return agreement(CODES, *made), book(firms, rows, **events)


def cells(done):
    """The lines in the shape of the reference."""
    keys = ("year", "rule", "firm", "kind", "party")
    amounts = ("collected_fen", "entitled_fen", "transfer_fen")
    return {
        row[:5]: row[5:] for row in done.lines.select(*keys, *amounts).iter_rows() if any(row[5:])
    }


@settings(max_examples=400, deadline=None)
@given(cases(), st.integers(2018, 2022), st.integers(0, 6))
def test_the_engine_agrees_with_the_naive_reference(case, first, more):
    terms, contributions = case
    done = settle(terms, contributions, first_year=first, last_year=first + more)
    assert cells(done) == Reference(terms, contributions, first, first + more).transfers()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_group_is_zero_sum_and_no_fen_is_lost(case):
    terms, contributions = case
    done = settle(terms, contributions, first_year=2015, last_year=2030)
    fiscal = done.lines.filter(pl.col("ledger") == "fiscal")
    sums = fiscal.group_by("year", "rule", "firm", "kind").agg(pl.col("transfer_fen").sum())
    assert set(sums["transfer_fen"]) <= {0}
    assert fiscal["collected_fen"].sum() == fiscal["entitled_fen"].sum()
    for each in terms.rules:
        if each.base.after or each.base.less or each.base.growth_over:
            continue
        column = f"{each.base.part}_fen"
        paid = contributions.lines.filter(pl.col("kind").is_in(each.base.kinds))[column].sum()
        divided = done.lines.filter(pl.col("rule") == each.id)["collected_fen"].sum()
        left = done.untouched.filter(pl.col("rule") == each.id)["base_fen"].sum()
        assert divided + left == paid


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_tax_of_a_net_base_is_divided_or_named(case):
    terms, contributions = case
    done = settle(terms, contributions, first_year=2015, last_year=2030)
    for each in terms.rules:
        if each.base.after or each.pool or not (each.base.less or each.base.growth_over):
            continue
        of_rule = pl.col("rule") == each.id
        told = {
            pair
            for frame in (done.lines, done.untouched)
            for pair in frame.filter(of_rule).select("firm", "year").iter_rows()
        }
        paid = contributions.lines.filter(pl.col("kind").is_in(each.base.kinds))
        whole = paid.group_by("firm", "year").agg(
            pl.col(f"{each.base.part}_fen").sum().alias("fen")
        )
        taxed = {(firm, year) for firm, year, fen in whole.iter_rows() if fen != 0}
        assert {pair for pair in taxed if 2015 <= pair[1] <= 2030} <= told


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_book_is_nothing_and_a_second_run_is_the_same(case, random):
    terms, contributions = case
    done = settle(terms, contributions, first_year=2018, last_year=2026)
    order = list(range(contributions.lines.height))
    random.shuffle(order)
    firms = dict(random.sample(sorted(contributions.firms.items()), len(contributions.firms)))
    shuffled = replace(contributions, lines=contributions.lines[order], firms=firms)
    for other in (shuffled, contributions):
        again = settle(terms, other, first_year=2018, last_year=2026)
        assert again.lines.equals(done.lines)
        assert again.untouched.equals(done.untouched)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(2018, 2025))
def test_year_by_year_is_the_same_as_all_at_once(case, year):
    terms, contributions = case
    whole = settle(terms, contributions, first_year=2018, last_year=2026).lines
    early = settle(terms, contributions, first_year=2018, last_year=year).lines
    late = settle(terms, contributions, first_year=year + 1, last_year=2026).lines
    assert pl.concat([early, late]).equals(whole)


def test_no_fen_is_lost_in_a_million_lines():
    count = 1_000_000
    lines = pl.DataFrame(
        {
            "line": pl.Series(range(count)).cast(pl.String),
            "firm": pl.Series([f"E{n % 1000:03d}" for n in range(count)]),
            "year": pl.Series([2020 + n % 7 for n in range(count)], dtype=pl.Int32),
            "kind": pl.Series([KINDS[n % 3] for n in range(count)]),
            "gross_fen": pl.Series([n * 7919 % 999_983 for n in range(count)]),
            "local_fen": pl.Series([n * 104_729 % 1_299_709 for n in range(count)]),
            "evidence": pl.Series([""] * count),
        }
    )
    firms = {f"E{n:03d}": firm(f"E{n:03d}", "ABC"[n % 3], "BCA"[n % 3]) for n in range(1000)}
    shares = {p: Share(Fraction(w, 99_991)) for p, w in
              (("introducer", 33_331), ("host", 33_329), ("fund", 33_331))}  # fmt: skip
    terms = agreement(CODES, rule(kinds=KINDS, phases=(Phase(1, None, shares),)))
    contributions = replace(book([], []), firms=firms, lines=lines)
    done = settle(terms, contributions, first_year=2020, last_year=2026)
    assert done.lines["entitled_fen"].sum() == lines["local_fen"].sum()
    assert done.lines["transfer_fen"].sum() == 0
