"""The demonstration has a meeting with points, an admission, a deferral and a task; once."""

from shigu.admission.gate import offered
from shigu.admission.models import Evaluation, Panel, Proviso, Score
from shigu.districts.scope import acting_as_system
from shigu.web.demo_admission import judge_the_demo


def test_a_meeting_is_held_and_a_second_run_adds_nothing(db):
    for _ in range(2):
        judge_the_demo()
        with acting_as_system() as system:
            rows = Evaluation.objects.select_related("meeting", "project").order_by("decision")
            assert [row.decision for row in rows] == ["admitted", "deferred"]
            assert all(row.meeting.held for row in rows)
            assert {row.project.stage for row in rows} == {"5"}
            assert [len(offered(system, row.project)) for row in rows] == [1, 1]
            totals = sorted(Score.objects.values_list("total", flat=True))
            assert len(totals) == 6
            assert totals[0] < 60 < 75 < totals[-1]
            assert Panel.objects.count() == 2
            assert Proviso.objects.filter(task__isnull=False).count() == 1
