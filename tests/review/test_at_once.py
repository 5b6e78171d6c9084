"""Two people judge the same proposal at the same time."""

import threading

from django.db import connections

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as
from shigu.registry.models import Organisation
from shigu.review.actions import accept
from shigu.review.models import NewsJudgement
from tests.people import user
from tests.review.world import FIRM, of, tell


def test_one_of_two_verdicts_at_once_is_refused_and_nothing_is_doubled(fresh_database):
    gu, lin = user("gu").pk, user("lin").pk
    with acting_as(gu, "gu") as actor:
        proposal = of(tell(actor), "organisation")
    ready, answers = threading.Barrier(2), {}

    def judge(key, name):
        try:
            with acting_as(key, name) as actor:
                ready.wait()
                answers[name] = accept(actor, proposal).verdict
        except Refused as refusal:
            answers[name] = str(refusal)
        finally:
            connections.close_all()

    both = [threading.Thread(target=judge, args=each) for each in ((gu, "gu"), (lin, "lin"))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    assert sorted(answers) == ["gu", "lin"]
    [late] = [name for name, said in answers.items() if said != "accepted"]
    early = "lin" if late == "gu" else "gu"
    assert answers[late].startswith(f"{early}已于 ")
    with acting_as(gu, "gu"):
        assert Organisation.objects.filter(name_zh=FIRM).count() == 1
        assert [each.by_name for each in NewsJudgement.objects.all()] == [early]
