"""What is wrong with terms is found before anything is settled, each with its place."""

import dataclasses
from datetime import date

import pytest

from shigu.engine.sharing.rules.checks import check_agreement, check_versions, examine
from shigu.engine.sharing.rules.load import read_agreement

FULL = """\
schema: shigu.agreement/1
id: full
version: "2"
title: {zh: 全协议, en: A full agreement}
status: fact
source: {title: 某办法}
valid: {from: 2026-01-01, to: 2036-01-01}
supersedes: "1"
parties:
  lin: {name: {zh: 临区, en: Lin}, kind: role, role: introducer}
  shen: {name: {zh: 申区, en: Shen}, kind: role, role: host}
  fund: {name: {zh: 园区资金, en: Park fund}, kind: account}
  city: {name: {zh: 市, en: City}, kind: parent}
  firm: {name: {zh: 企业, en: Firm}, kind: enterprise}
through: city
parameters:
  part: {min: 30%, max: 70%}
rules:
  - id: tax
    clause: 第三条
    title: {zh: 税收, en: Tax}
    ledger: fiscal
    covers:
      - {fact: led_by, is: government, says: {zh: 政府主导, en: led by government}}
      - {amount: {kinds: [vat], years_before: 3, event: moved, over: average}, at_least_wan: 2}
    base: {kinds: [vat, cit], less: [incentives]}
    clock: {event: first_tax}
    phases:
      - {years: 1-3, shares: {lin: part, shen: 1 - part}}
      - {years: 4-5, shares: {lin: 1/2, shen: 1/2}, while_cap_open: true}
      - {years: 6-, shares: {lin: 0, shen: 1}}
    cap: {party: lin, at: {wan: 900}, to: shen}
    floor: {party: lin, at_wan: 5, by: shen}
    band: {party: lin, around: 50%, points: 20%}
    clawback: {party: lin, to: shen, event: left, within_years: 3, part: 1}
    reinvest: {to: fund, part: 1/10}
    stabilise: {fall: 5%, by: city}
  - id: indicators
    clause: 第四条
    title: {zh: 指标, en: Indicators}
    ledger: statistics
    base: {kinds: [output]}
    phases: [{years: 1-, shares: {lin: 1, shen: 1}}]
    declared_double: true
  - id: dividend
    clause: 第五条
    title: {zh: 回报, en: Return}
    ledger: fiscal
    base: {kinds: [capital], after: tax}
    pay: {from: shen, to: firm, rate: 10%}
    declared_subsidy: true
  - id: office
    clause: 第六条
    title: {zh: 总分机构, en: Head office}
    ledger: fiscal
    base: {kinds: [cit]}
    key: {first: {lin: 1/2}, weights: {revenue: 35%, payroll: 35%, assets: 30%}}
  - id: pool
    clause: 第七条
    title: {zh: 共享池, en: Pool}
    ledger: fiscal
    base: {kinds: [tax_base], growth_over: [2025]}
    pool: {rate: 40%, size: population, wealth: fiscal_capacity}
"""


def test_sound_terms_have_no_problem():
    agreement, problems = examine(FULL, name="full.yaml")
    assert problems == ()
    assert len(agreement.rules) == 5


TAX, STAT, PAY, KEY, POOL = (f"rules[{i}]" for i in range(5))
FAULTS = [
    ("    phases: [{years: 1-, shares: {lin: 1, shen: 1}}]\n", "", "way-missing", STAT, 38),
    (
        "    pool: {rate",
        "    pay: {from: lin, to: shen, rate: 1}\n    pool: {rate",
        "way-twice",
        POOL,
        58,
    ),
    ("id: indicators", "id: tax", "rule-twice", f"{STAT}.id", 38),
    (
        "{lin: part, shen: 1 - part}",
        "{lni: part, shen: 1 - part}",
        "party-unknown",
        f"{TAX}.phases[0].shares.lni",
        29,
    ),
    ("by: city}", "by: ctiy}", "party-unknown", f"{TAX}.stabilise.by", 37),
    (", role: host", "", "role-missing", "parties.shen", 11),
    ("kind: account", "kind: account, role: host", "role-idle", "parties.fund.role", 12),
    ("role: introducer", "role: host", "role-twice", "parties", 9),
    ("through: city", "through: ctiy", "party-unknown", "through", 15),
    ("through: city", "through: lin", "through-kind", "through", 15),
    ("kinds: [vat, cit]", "kinds: [vat, output]", "kind-of-ledger", f"{TAX}.base.kinds[1]", 26),
    ("kinds: [output]", "kinds: [vat]", "kind-of-ledger", f"{STAT}.base.kinds[0]", 42),
    ("population", "populace", "measure-unknown", f"{POOL}.pool.size", 63),
    ("payroll", "pay_roll", "measure-unknown", f"{KEY}.key.weights.pay_roll", 57),
    ("after: tax", "after: pool", "after-unknown", f"{PAY}.base.after", 49),
    ("{lin: 1/2, shen: 1/2}", "{lin: 1/2, shen: 1/3}", "share-sum", f"{TAX}.phases[1].shares", 30),
    (
        "{lin: part, shen: 1 - part}",
        "{lin: part, shen: part}",
        "share-sum-moves",
        f"{TAX}.phases[0].shares",
        29,
    ),
    (
        "{lin: part, shen: 1 - part}",
        "{lin: prat, shen: 1 - part}",
        "parameter-unknown",
        f"{TAX}.phases[0].shares.lin",
        29,
    ),
    ("    declared_double: true\n", "", "statistics-over-one", f"{STAT}.phases[0].shares", 43),
    (
        "    reinvest:",
        "    declared_double: true\n    reinvest:",
        "double-fiscal",
        f"{TAX}.declared_double",
        36,
    ),
    ("{lin: 1, shen: 1}", "{lin: 1}", "double-idle", f"{STAT}.declared_double", 44),
    ("kind: parent", "kind: account", "double-parent", f"{STAT}.declared_double", 44),
    (
        "{lin: part, shen: 1 - part}",
        "{lin: 0.4, shen: 0.6}",
        "parameter-unused",
        "parameters.part",
        17,
    ),
    ("{min: 30%, max: 70%}", "{min: 70%, max: 30%}", "parameter-bounds", "parameters.part", 17),
    ("{min: 30%,", "{value: 29%, min: 30%,", "parameter-outside", "parameters.part.value", 17),
    ("years: 1-3", "years: 2-3", "phase-late", f"{TAX}.phases[0].years", 29),
    ("years: 4-5", "years: 5", "phase-gap", f"{TAX}.phases[1].years", 30),
    ("years: 4-5", "years: 3-5", "phase-overlap", f"{TAX}.phases[1].years", 30),
    ("years: 4-5", "years: 4-", "phase-endless", f"{TAX}.phases[2].years", 31),
    ("{wan: 900}", "{event: moved}", "amount-empty", f"{TAX}.cap.at", 32),
    ("{wan: 900}", "{wan: 900, years_before: 3}", "amount-twice", f"{TAX}.cap.at", 32),
    ("{wan: 900}", "{wan: 0}", "cap-zero", f"{TAX}.cap.at", 32),
    ("at: {wan: 900}, to: shen", "at: {wan: 900}, to: lin", "cap-to-itself", f"{TAX}.cap.to", 32),
    ("cap: {party: lin", "cap: {party: city", "cap-without-share", f"{TAX}.cap.party", 32),
    (
        "to: shen}\n    floor",
        "to: shen, cumulative: false}\n    floor",
        "extension-without-cap",
        f"{TAX}.phases[1].while_cap_open",
        30,
    ),
    ("at_wan: 5", "at_wan: 0", "floor-zero", f"{TAX}.floor", 33),
    ("at_wan: 5, by: shen", "at_wan: 5, by: lin", "floor-by-itself", f"{TAX}.floor.by", 33),
    ("at_wan: 5, by: shen", "at_wan: 5, by: firm", "floor-unpayable", f"{TAX}.floor.by", 33),
    ("band: {party: lin", "band: {party: city", "band-without-share", f"{TAX}.band.party", 34),
    ("around: 50%", "around: 10%", "band-range", f"{TAX}.band.points", 34),
    (
        "{min: 30%, max: 70%}",
        "{min: 30%, max: 71%}",
        "band-broken",
        f"{TAX}.phases[0].shares.lin",
        29,
    ),
    (", rate: 10%", "", "pay-way", f"{PAY}.pay", 50),
    ("to: firm", "to: shen", "pay-to-itself", f"{PAY}.pay.to", 50),
    ("rate: 10%", "rate: 0", "rate-zero", f"{PAY}.pay.rate", 50),
    ("rate: 40%", "rate: 0", "rate-zero", f"{POOL}.pool.rate", 63),
    ("assets: 30%", "assets: 40%", "key-weights", f"{KEY}.key.weights", 57),
    ("first: {lin: 1/2}", "first: {lin: 1}", "key-first", f"{KEY}.key.first", 57),
    (
        "clawback: {party: lin, to: shen",
        "clawback: {party: lin, to: lin",
        "clawback-to-itself",
        f"{TAX}.clawback.to",
        35,
    ),
    (
        "clawback: {party: lin, to: shen",
        "clawback: {party: city, to: shen",
        "clawback-never",
        f"{TAX}.clawback.party",
        35,
    ),
    ("within_years: 3", "within_years: 0", "clawback-zero", f"{TAX}.clawback", 35),
    ("reinvest: {to: fund", "reinvest: {to: city", "reinvest-account", f"{TAX}.reinvest.to", 36),
    ("part: 1/10", "part: 0", "part-zero", f"{TAX}.reinvest.part", 36),
    ("fall: 5%, by: city", "fall: 5%, by: lin", "stabilise-by", f"{TAX}.stabilise.by", 37),
    (
        "{fact: led_by, is: government, says: {zh: 政府主导, en: led by government}}",
        "{at_least_wan: 3}",
        "test-way",
        f"{TAX}.covers[0]",
        24,
    ),
    (", says: {zh: 政府主导, en: led by government}", "", "test-words", f"{TAX}.covers[0]", 24),
    (", at_least_wan: 2", "", "test-zero", f"{TAX}.covers[1]", 25),
    ("    declared_subsidy: true\n", "", "subsidy-undeclared", f"{PAY}.pay.to", 50),
    ("to: firm", "to: lin", "subsidy-idle", f"{PAY}.declared_subsidy", 51),
    ("to: 2036-01-01", "to: 2026-01-01", "valid-backwards", "valid.to", 7),
    ("source: {title: 某办法}\n", "", "source-missing", "source", 1),
    ('supersedes: "1"', 'supersedes: "2"', "supersedes-itself", "supersedes", 8),
]


@pytest.mark.parametrize(("old", "new", "code", "path", "line"), FAULTS)
def test_a_fault_of_the_terms_is_named_at_its_line(old, new, code, path, line):
    assert FULL.count(old) == 1
    agreement, problems = examine(FULL.replace(old, new), name="full.yaml")
    assert agreement is not None
    found = next(found for found in problems if found.code == code)
    assert (found.path, found.line) == (path, line)
    for said in (found.message_zh, found.message_en, found.cure_zh, found.cure_en):
        assert said
        assert "{" not in said


def test_phases_that_end_need_a_beginning():
    agreement = read_agreement(FULL, name="full")
    timeless = dataclasses.replace(agreement, valid_from=None)
    assert check_agreement(timeless) == ()
    rule = dataclasses.replace(agreement.rules[0], clock=type(agreement.rules[0].clock)())
    unclocked = dataclasses.replace(timeless, rules=(rule, *agreement.rules[1:]))
    assert [(p.path, p.code) for p in check_agreement(unclocked)] == [
        ("rules[0].clock", "clock-missing")
    ]


def test_terms_made_in_code_are_held_to_the_same():
    agreement = read_agreement(FULL, name="full")
    rule = dataclasses.replace(
        agreement.rules[0],
        clause=" ",
        base=dataclasses.replace(agreement.rules[0].base, kinds=("vta",)),
    )
    made = dataclasses.replace(agreement, rules=(rule, *agreement.rules[1:]))
    assert {p.code for p in check_agreement(made)} == {"clause-missing", "kind-unknown"}


@pytest.mark.parametrize("declared", [True, False])
def test_a_parameter_may_move_a_share_past_its_partner_only_in_declared_statistics(declared):
    text = FULL.replace("{lin: 1, shen: 1}", "{lin: part, shen: 1}")
    if not declared:
        text = text.replace("    declared_double: true\n", "")
    _, problems = examine(text, name="full")
    assert [p.code for p in problems] == ([] if declared else ["share-sum-moves"])


def versions(*periods):
    agreement = read_agreement(FULL, name="full")
    return [
        dataclasses.replace(
            agreement, version=version, valid_from=start, valid_to=end, supersedes=before
        )
        for version, start, end, before in periods
    ]


def test_versions_follow_each_other():
    one, two = date(2026, 1, 1), date(2028, 1, 1)
    assert check_versions(versions(("1", one, two, ""), ("2", two, None, "1"))) == ()


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        ((("1", None, None, ""), ("2", date(2028, 1, 1), None, "1")), "version-overlap"),
        (
            (("1", None, date(2028, 1, 2), ""), ("2", date(2028, 1, 1), None, "1")),
            "version-overlap",
        ),
        ((("1", None, date(2027, 1, 1), ""), ("1", date(2028, 1, 1), None, "")), "version-twice"),
        (
            (("1", None, date(2027, 1, 1), ""), ("2", date(2028, 1, 1), None, "0")),
            "version-unknown",
        ),
    ],
)
def test_versions_in_each_others_way_are_named(periods, code):
    assert [p.code for p in check_versions(versions(*periods))] == [code]
