"""Rules as sentences that an officer can sign, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

from shigu.engine.sharing.rules import phrases as p
from shigu.engine.sharing.rules.checks.parties import receivers
from shigu.engine.sharing.rules.divisions import division
from shigu.engine.sharing.rules.phrases import say, sentence
from shigu.engine.sharing.rules.schema import language
from shigu.engine.sharing.rules.values import (
    Agreement,
    LedgerKind,
    PartyKind,
    Rule,
    Test,
    Words,
)


def rule_sentences(rule: Rule, agreement: Agreement) -> tuple[Words, ...]:
    """What a rule says, one provision a sentence; all its parties and parameters exist."""
    told = (
        *_scope(rule),
        *_base(rule, agreement),
        *division(rule, agreement),
        *_bounds(rule, agreement),
        *_afterwards(rule, agreement),
        *_declarations(rule, agreement),
    )
    return tuple(sentence(words) for words in told)


def agreement_sentences(agreement: Agreement) -> tuple[Words, ...]:
    """What holds for all rules: validity, what is still open and who clears; then the limits."""
    told = (*_validity(agreement), *_open(agreement), *_clearing(agreement))
    return (*(sentence(words) for words in told), *limit_sentences(agreement))


def limit_sentences(agreement: Agreement) -> tuple[Words, ...]:
    """What the text demands but no ledger can count."""
    return tuple(sentence(words) for words in agreement.limits)


def reason_words(code: str) -> Words:
    """What a code among the reasons of a settled or untouched line says.

    Raises:
        KeyError: there is no such reason.
    """
    return language().words["reason"][code]


def _scope(rule: Rule) -> Iterator[Words]:
    if not rule.covers:
        return
    tests = [_test(test) for test in rule.covers]
    if len(tests) == 1:
        yield say("本条适用于{test}的企业", "this rule covers a firm if {test}", test=tests[0])
        return
    zh = "；".join(f"（{'一二三四五六七八九十'[i]}）{test.zh}" for i, test in enumerate(tests))
    en = "; ".join(f"({i}) {test.en}" for i, test in enumerate(tests, start=1))
    yield Words(
        f"本条适用于同时符合下列条件的企业：{zh}",
        f"this rule covers a firm that meets all of these: {en}",
    )


def _test(test: Test) -> Words:
    if test.amount is None:
        return test.says or Words(test.fact, test.fact)
    return say(
        "{amount}不低于{least}",
        "{amount} is at least {least}",
        amount=p.amount(test.amount),
        least=p.money(test.at_least_fen),
    )


def _base(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    """What is divided; a payment of an amount has no base."""
    base = rule.base
    if rule.pay and rule.pay.amount:
        return
    what = p.counted(base.kinds, base.part)
    if base.after:
        earlier = next(other for other in agreement.rules if other.id == base.after)
        what = say(
            "{what}在执行“{earlier}”后由征收地留存的部分",
            "what the collecting place keeps of {what} after “{earlier}”",
            what=what,
            earlier=earlier.title,
        )
    if base.less:
        what = say(
            "{what}扣减{less}后的余额",
            "{what} less {less}",
            what=what,
            less=p.kinds(base.less),
        )
    if base.growth_over:
        years = p.listed([Words(f"{year}年", str(year)) for year in base.growth_over])
        average = len(base.growth_over) > 1
        what = say(
            "{what}超过{years}平均数的增量（增量为负的，按零计）"
            if average
            else "{what}超过{years}的增量（增量为负的，按零计）",
            "the growth of {what} over the average of {years} (none where it is negative)"
            if average
            else "the growth of {what} over {years} (none where it is negative)",
            what=what,
            years=years,
        )
    word = "计算基数" if rule.pay else "分享基数"
    yield say("以{what}为{word}", "the base is {what}", what=what, word=word)


def _bounds(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    if cap := rule.cap:
        yield say(
            "{firm}{party}{span}分享额以{amount}为限，超出部分归{to}",
            "what {party} gets {firm}{span} is capped at {amount}; the excess goes to {to}",
            firm=Words("逐户计算，", "from each firm ") if cap.by_firm else Words("", ""),
            span=Words("累计", "in all") if cap.cumulative else Words("每年", "in a year"),
            party=p.party(cap.party, agreement),
            amount=p.amount(cap.at),
            to=p.party(cap.to, agreement),
        )
    if floor := rule.floor:
        yield say(
            "{start}{party}每年所得不足{money}的，由{by}补足",
            "{start}where {party} gets less than {money} in a year, {by} makes it up",
            start=say("{s}，", "{s}, ", s=p.start(floor.clock)) if floor.clock.event else "",
            party=p.party(floor.party, agreement),
            money=p.money(floor.at_fen),
            by=p.party(floor.by, agreement),
        )
    if band := rule.band:
        yield say(
            "{party}的比例可在{around}上下{points}个百分点以内协商调整",
            "the share of {party} may be moved by negotiation within {points} points of {around}",
            party=p.party(band.party, agreement),
            around=p.percent(band.around),
            points=p.percent(band.points).removesuffix("%"),
        )


def _afterwards(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    if back := rule.clawback:
        yield say(
            "起算后{years}年内发生{event}的，{party}将已得数额的{part}退还{to}",
            "upon {event} within {years} years {party} gives {part} of all it got back to {to}",
            years=back.within_years,
            event=language().words["event"][back.event],
            party=p.party(back.party, agreement),
            part=p.percent(back.part),
            to=p.party(back.to, agreement),
        )
    if again := rule.reinvest:
        yield say(
            "各方所得的{part}转入{to}，用于滚动开发",
            "{part} of what each party gets goes on to {to} for further development",
            part=p.percent(again.part),
            to=p.party(again.to, agreement),
        )
    if steady := rule.stabilise:
        yield say(
            "任何一方所得比上年下降超过{fall}的，由{by}补偿；资金不足的，按比例补偿",
            "where a party gets less than the year before by more than {fall}, {by} makes it up, "
            "pro rata where its means do not reach",
            fall=p.percent(steady.fall),
            by=p.party(steady.by, agreement),
        )


def _declarations(rule: Rule, agreement: Agreement) -> Iterator[Words]:
    if rule.ledger is LedgerKind.STATISTICS:
        yield Words(
            "本条只用于考核，官方统计仍按在地原则由所在地依法报送",
            "this rule is for assessment only; official statistics stay where they arise",
        )
    if rule.declared_double:
        parents = [each for each in agreement.parties.values() if each.kind is PartyKind.PARENT]
        yield say(
            "各方合计超过100%的部分为经声明的双算，由{parent}同时列示去重后的总数",
            "what the parties count above 100% is declared double counting; {parent} shows the "
            "de-duplicated total beside it",
            parent=p.listed([each.name for each in parents]),
        )
    if rule.declared_subsidy:
        paid = dict.fromkeys(
            code
            for _, code in receivers(rule)
            if agreement.parties[code].kind is PartyKind.ENTERPRISE
        )
        yield say(
            "本条向{firms}支付，签署前须依照《公平竞争审查条例》（2024年8月1日起施行）完成审查并留存结论",
            "this rule pays {firms}; before signing, the review under the Regulations on Fair "
            "Competition Review (in force 2024-08-01) is completed and its finding kept",
            firms=p.listed([p.party(code, agreement) for code in paid]),
        )


def _validity(agreement: Agreement) -> Iterator[Words]:
    start, end = agreement.valid_from, agreement.valid_to
    parts = {name: p.date(day) for name, day in (("start", start), ("end", end)) if day is not None}
    if start and end:
        yield say(
            "本协议自{start}起施行，至{end}前有效",
            "in force from {start} until before {end}",
            **parts,
        )
    elif start:
        yield say("本协议自{start}起施行", "in force from {start}", **parts)
    elif end:
        yield say("本协议至{end}前有效", "in force until before {end}", **parts)
    if agreement.supersedes:
        yield say(
            "本版本（{new}）替代{old}版",
            "this version ({new}) replaces version {old}",
            new=agreement.version,
            old=agreement.supersedes,
        )


def _open(agreement: Agreement) -> Iterator[Words]:
    for parameter in agreement.parameters.values():
        name = parameter.title or Words(parameter.name, parameter.name)
        bounds = {"low": p.percent(parameter.low), "high": p.percent(parameter.high)}
        if parameter.value is None:
            yield say(
                "“{name}”由各方在{low}至{high}之间协商确定，议定前不作结算",
                "“{name}” is to be agreed between {low} and {high}; nothing is settled before",
                name=name,
                **bounds,
            )
        else:
            yield say(
                "“{name}”定为{value}，可在{low}至{high}之间协商",
                "“{name}” is set at {value}, negotiable between {low} and {high}",
                name=name,
                value=p.percent(parameter.value),
                **bounds,
            )


def _clearing(agreement: Agreement) -> Iterator[Words]:
    if agreement.through:
        yield say(
            "各方应收应付款项由{through}通过年终结算办理",
            "what the parties owe each other is cleared through {through} at the end of the year",
            through=p.party(agreement.through, agreement),
        )
