"""Whatever a file holds, it is answered with problems and never with a fault of the program."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.rules.checks import check_agreement, examine
from shigu.engine.sharing.rules.sentences import agreement_sentences, rule_sentences
from tests.engine.sharing.rules.agreements import agreements
from tests.engine.sharing.rules.test_checks import FULL

LINES = FULL.splitlines()
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=300, **QUIET)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 80), st.text(max_size=6))
def test_a_file_with_something_typed_into_it_is_examined(line, column, typed):
    spoiled = [*LINES]
    spoiled[line] = spoiled[line][:column] + typed + spoiled[line][column:]
    told(*examine("\n".join(spoiled), name="spoiled"))


@settings(max_examples=200, **QUIET)
@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=8))
def test_a_file_with_lines_missing_is_examined(missing):
    kept = [line for i, line in enumerate(LINES) if i not in missing]
    told(*examine("\n".join(kept), name="torn"))


@settings(max_examples=300, **QUIET)
@given(agreements)
def test_any_agreement_is_checked_and_a_sound_one_is_told(agreement):
    told(agreement, check_agreement(agreement))


def told(agreement, problems):
    for found in problems:
        assert found.told("zh")
        assert found.told("en")
    if agreement is not None and not problems:
        for rule in agreement.rules:
            assert rule_sentences(rule, agreement)
        agreement_sentences(agreement)
    assert agreement is not None or problems
