"""How a rule divides, in sentences: by phases, as a payment, by a key or through a pool."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.sharing.rules import phrases as p
from shigu.engine.sharing.rules.phrases import say
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import Agreement, LedgerKind, Phase, Rule, Words


def division(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    """The sentences of the one way in which a rule divides; they lack their full stops."""
    if rule.phases:
        yield from _phases(rule, agreement)
    if rule.pay:
        yield _pay(rule, agreement)
    if rule.key:
        yield from _key(rule, agreement)
    if rule.pool:
        yield from _pool(rule)


def _phases(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    last = rule.phases[-1].last
    if rule.clock.event or len(rule.phases) > 1 or last is not None:
        yield say("{start}计算年份", "years are counted {start}", start=p.start(rule.clock))
    statistics = rule.ledger is LedgerKind.STATISTICS
    for phase in rule.phases:
        parts = {"span": p.span(phase.first, phase.last), "shares": _shares(phase, agreement)}
        if phase.while_cap_open:
            yield say(
                "{span}，累计分享额尚未达到封顶数的，延续执行，{shares}",
                "{span}, while the cap is not reached, the sharing goes on: {shares}",
                **parts,
            )
        elif statistics:
            yield say(
                "{span}，考核指标{shares}", "{span} indicators are counted: {shares}", **parts
            )
        else:
            yield say("{span}，{shares}", "{span}: {shares}", **parts)
    if last is not None:
        yield say(
            "第{year}年起不再分计" if statistics else "第{year}年起不再分享，全部归征收地",
            "from year {year} on nothing is shared",
            year=last + 1,
        )


def _shares(phase: Phase, agreement: Agreement) -> Words:
    held = {code: share for code, share in phase.shares.items() if share.part != 0}
    if len(held) == 1:
        code, only = next(iter(held.items()))
        if only.part == 1:
            return say("全部归{party}", "all to {party}", party=p.party(code, agreement))
    return p.listed(
        [
            say(
                "{party}得{share}",
                "{share} to {party}",
                party=p.party(code, agreement),
                share=p.share(share, agreement),
            )
            for code, share in held.items()
        ]
    )


def _pay(rule: Rule, agreement: Agreement) -> Words:
    pay = rule.pay
    assert pay is not None
    parts = {"source": p.party(pay.source, agreement), "to": p.party(pay.to, agreement)}
    span = p.span(1, pay.last_year)
    if rule.clock.event:
        span = say("{start}，{span}", "{start}, {span},", start=p.start(rule.clock), span=span)
    if pay.rate is not None:
        return say(
            "{span}由{source}按基数的{rate}向{to}支付",
            "{span} {source} pays {to} {rate} of the base",
            span=span,
            rate=p.percent(pay.rate),
            **parts,
        )
    assert pay.amount is not None
    return say(
        "{span}由{source}向{to}支付{amount}",
        "{span} {source} pays {to} {amount}",
        span=span,
        amount=p.amount(pay.amount),
        **parts,
    )


def _key(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    key = rule.key
    assert key is not None
    if key.taxed:
        yield Words(
            "基数先按下述办法分配到各方，分别按各自适用税率计算税额，再以税额合计数为准分摊",
            "the base is first allotted to the members as below and taxed at the rate of each; "
            "the sum of these taxes is what is divided",
        )
    first = p.listed(
        [
            say(
                "{party}分摊{part}",
                "{part} to {party}",
                party=p.party(code, agreement),
                part=p.percent(part),
            )
            for code, part in key.first.items()
        ]
    )
    weights = p.listed(
        [
            say(
                "{measure}占{part}",
                "{part} {measure}",
                measure=language().named(name),
                part=p.percent(part),
            )
            for name, part in key.weights.items()
        ]
    )
    yield say(
        "先由{first}；其余部分按上一年度各成员指标占比分摊，权重为{weights}",
        "first {first}; the rest among the members by their parts of last year's measures, "
        "weighted {weights}",
        first=first,
        weights=weights,
    )


def _pool(rule: Rule) -> Iterator[Words]:
    pool = rule.pool
    assert pool is not None
    yield say(
        "基数的{rate}进入共享池", "{rate} of the base goes into a pool", rate=p.percent(pool.rate)
    )
    yield say(
        "共享池按指数占比分配，指数 = {size} × 各方{wealth}的平均数 ÷ 本方{wealth}，均用上一年度数",
        "the pool is distributed by index: {size} × the average {wealth} of all ÷ one's own "
        "{wealth}, of the year before",
        size=language().named(pool.size),
        wealth=language().named(pool.wealth),
    )
