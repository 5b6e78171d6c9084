"""The demonstration shows doubled firms that wait for somebody's judgement."""

from shigu.districts.scope import acting_as_system
from shigu.registry.models import Identifier, Merge, Organisation, OtherName, Proposal
from shigu.web.demo_names import name_the_demo
from shigu.web.demo_registry import double_the_demo


def test_three_illustrative_pairs_wait_and_a_second_run_adds_nothing(db):
    for _ in range(2):
        double_the_demo()
        with acting_as_system():
            found = [(row.score, row.status) for row in Proposal.objects.all()]
            firms = Organisation.objects.filter(code__startswith="demo-")
            assert set(firms.values_list("status", flat=True)) == {"illustrative"}
        assert found == [(0.94, "illustrative"), (0.71, "illustrative"), (0.52, "illustrative")]


def test_names_a_code_and_a_merge_are_there_once(act):
    double_the_demo()
    for _ in range(2):
        name_the_demo()
        with act("lin"):
            assert OtherName.objects.count() == 3
            assert Identifier.objects.get().organisation.code == "demo-jinghu"
            merged = Merge.objects.get()
            assert (merged.keep.code, merged.drop.code) == ("demo-shuyu", "demo-shuyu-2")
