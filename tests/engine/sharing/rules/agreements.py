"""Agreements for the tests of the language: a small text, and any agreement at all."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from shigu.engine.sharing.rules import values as v
from shigu.engine.sharing.rules.schema import language

SMALL = """\
schema: shigu.agreement/1
id: small
version: "1"
title: {zh: 小协议, en: A small agreement}
status: draft
parties:
  lin:
    name: {zh: 临区, en: Lin}
    kind: district
  shen:
    name: {zh: 申区, en: Shen}
    kind: role
    role: host
parameters:
  part: {value: 2/5, min: 20%, max: 0.6}
rules:
  - id: tax
    clause: 第三条
    title: {zh: 税收分享, en: Sharing of tax}
    ledger: fiscal
    base: {kinds: [vat, cit], less: [incentives]}
    clock: {event: first_tax, delay: 1}
    phases:
      - years: 1-3
        shares: {lin: part, shen: 1 - part}
      - years: 4-
        shares: {shen: 1}
    floor: {party: lin, at_wan: 12.5, by: shen}
"""

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,10}", fullmatch=True)
texts = st.text("甲乙丙abc：'\"#-{}[]%! 0123", min_size=1, max_size=12).map(str.strip).filter(bool)
fractions = st.fractions(0, 1, max_denominator=10**6)
fen = st.integers(0, 10**14)
words = st.builds(v.Words, zh=texts, en=texts)
kinds = st.lists(
    st.sampled_from([k.code for k in language().kinds.values() if k.ledger != "measure"]),
    unique=True,
    min_size=1,
    max_size=20,
).map(tuple)
shares = st.one_of(
    st.builds(v.Share, part=fractions),
    st.builds(v.Share, parameter=names, rest=st.booleans()),
)
parts = st.dictionaries(names, fractions, max_size=3)
small = st.integers(0, 200)
events = st.sampled_from(v.Event)
part_words = st.sampled_from(["local", "gross"])


def some(strategy):
    return st.none() | strategy


amounts = st.builds(v.Amount, fen=fen) | st.builds(
    v.Amount,
    kinds=kinds,
    part=part_words,
    years_before=small,
    event=events,
    over=st.sampled_from(v.Over),
)
tests = st.builds(v.Test, fact=names, expected=texts, says=words) | st.builds(
    v.Test, amount=amounts, at_least_fen=fen
)
bases = st.builds(
    v.Base,
    kinds=kinds,
    part=part_words,
    less=st.just(()) | kinds,
    growth_over=st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
    after=st.just("") | names,
)
clocks = st.builds(v.Clock, event=some(events), delay=small)


@st.composite
def phases(draw):
    first = draw(st.integers(1, 100))
    last = draw(some(st.integers(first, 200)))
    return v.Phase(
        first, last, draw(st.dictionaries(names, shares, max_size=3)), draw(st.booleans())
    )


pays = st.builds(
    v.Pay,
    source=names,
    to=names,
    rate=some(fractions),
    amount=some(amounts),
    last_year=some(small),
)
rules = st.builds(
    v.Rule,
    id=names,
    clause=texts,
    title=words,
    ledger=st.sampled_from(v.LedgerKind),
    base=bases,
    covers=st.lists(tests, max_size=2).map(tuple),
    clock=clocks,
    phases=st.lists(phases(), max_size=3).map(tuple),
    pay=some(pays),
    key=some(st.builds(v.Key, first=parts, weights=parts, taxed=st.booleans())),
    pool=some(st.builds(v.Pool, rate=fractions, size=names, wealth=names)),
    cap=some(
        st.builds(
            v.Cap,
            party=names,
            at=amounts,
            to=names,
            cumulative=st.booleans(),
            by_firm=st.booleans(),
        )
    ),
    floor=some(st.builds(v.Floor, party=names, at_fen=fen, by=names, clock=clocks)),
    band=some(st.builds(v.Band, party=names, around=fractions, points=fractions)),
    clawback=some(
        st.builds(
            v.Clawback, party=names, to=names, event=events, within_years=small, part=fractions
        )
    ),
    reinvest=some(st.builds(v.Reinvest, to=names, part=fractions)),
    stabilise=some(st.builds(v.Stabilise, fall=fractions, by=names)),
    declared_double=st.booleans(),
    declared_subsidy=st.booleans(),
)


def keyed(strategy, attr):
    return st.lists(strategy, max_size=3).map(
        lambda all_: {getattr(one, attr): one for one in all_}
    )


dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))
parties = st.builds(
    v.Party,
    code=names,
    name=words,
    kind=st.sampled_from(v.PartyKind),
    role=some(st.sampled_from(v.Role)),
)
parameters = st.builds(
    v.Parameter,
    name=names,
    value=some(fractions),
    low=fractions,
    high=fractions,
    title=some(words),
)
agreements = st.builds(
    v.Agreement,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,20}", fullmatch=True),
    version=texts,
    title=words,
    status=st.sampled_from(["fact", "illustrative", "draft"]),
    text=some(st.builds(v.Text, title=texts, url=texts, publisher=texts, date=some(dates))),
    valid_from=some(dates),
    valid_to=some(dates),
    parties=keyed(parties, "code"),
    rules=st.lists(rules, min_size=1, max_size=2).map(tuple),
    parameters=keyed(parameters, "name"),
    limits=st.lists(words, max_size=2).map(tuple),
    through=st.just("") | names,
    supersedes=st.just("") | texts,
)

HALF = Fraction(1, 2)
