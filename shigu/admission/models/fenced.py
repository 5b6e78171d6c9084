"""Who reads and writes evaluations, as conditions over their rows.

Read by who reads both the project and the meeting; kept by who called the meeting.
"""

from __future__ import annotations

from shigu.districts.vocabulary import DataClass
from shigu.work.models.fenced import KEEPS

OF_PROJECTS = DataClass.PROJECTS.value
READ = f"(SELECT shigu_scope.readable('{OF_PROJECTS}'))::bigint[]"
WRITTEN = f"(SELECT shigu_scope.writable('{OF_PROJECTS}'))::bigint[]"
AT_THE_MEETING = "EXISTS (SELECT FROM work_meeting m WHERE m.id = meeting_id)"
CALLED = f"EXISTS (SELECT FROM work_meeting m WHERE m.id = meeting_id AND m.{KEEPS})"
READS = f"district_id = ANY ({READ}) AND {AT_THE_MEETING}"
PUTS_UP = f"district_id = ANY ({WRITTEN}) AND {AT_THE_MEETING}"
OF_EVALUATION = "EXISTS (SELECT FROM admission_evaluation e WHERE e.id = evaluation_id)"
CALLED_ITS_MEETING = f"""EXISTS (
    SELECT FROM admission_evaluation e JOIN work_meeting m ON m.id = e.meeting_id
    WHERE e.id = evaluation_id AND m.{KEEPS})"""
