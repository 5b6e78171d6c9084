"""The demonstration shows doubled firms that wait for somebody's judgement."""

from shigu.districts.scope import acting_as_system
from shigu.registry.models import Organisation, Proposal
from shigu.web.demo_registry import double_the_demo


def test_three_illustrative_pairs_wait_and_a_second_run_adds_nothing(db):
    for _ in range(2):
        double_the_demo()
        with acting_as_system():
            found = [(row.score, row.status) for row in Proposal.objects.all()]
            firms = Organisation.objects.filter(code__startswith="demo-")
            assert set(firms.values_list("status", flat=True)) == {"illustrative"}
        assert found == [(0.94, "illustrative"), (0.71, "illustrative"), (0.52, "illustrative")]
