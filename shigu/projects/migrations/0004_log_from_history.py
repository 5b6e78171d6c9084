"""The log of stages as far as history knows it; days and clocks follow from it."""

from django.db import migrations

DAY = "(pgh_created_at AT TIME ZONE 'Asia/Shanghai')::date"
FILL = f"""
ALTER TABLE projects_project DISABLE TRIGGER USER;
WITH told AS (
    SELECT e.*, lag(e.stage) OVER row AS before, row_number() OVER row AS nth
    FROM projects_projectkeptevent e
    WHERE e.pgh_label <> 'delete'
    WINDOW row AS (PARTITION BY pgh_obj_id ORDER BY pgh_created_at, pgh_label)
), steps AS (
    SELECT pgh_obj_id, stage, pgh_context, pgh_created_at, {DAY} AS day,
           row_number() OVER row AS place, lag(stage) OVER row AS before,
           {DAY} - lag({DAY}) OVER row AS days
    FROM told WHERE nth = 1 OR stage IS DISTINCT FROM before
    WINDOW row AS (PARTITION BY pgh_obj_id ORDER BY pgh_created_at)
)
INSERT INTO projects_stagechange (
    id, project_id, district_id, introducer_id, place, from_stage, to_stage, "on", at, by_id,
    by_name, reason, evidence, days)
SELECT gen_random_uuid(), p.id, p.district_id, p.introducer_id, s.place, coalesce(s.before, ''),
       s.stage, s.day, s.pgh_created_at, (s.pgh_context ->> 'actor')::bigint,
       coalesce(s.pgh_context ->> 'name', ''), coalesce(s.pgh_context ->> 'reason', ''), '{{}}',
       s.days
FROM steps s JOIN projects_project p ON p.id = s.pgh_obj_id;
INSERT INTO projects_stagechange (
    id, project_id, district_id, introducer_id, place, from_stage, to_stage, "on", at, by_name,
    reason, evidence)
SELECT gen_random_uuid(), p.id, p.district_id, p.introducer_id, coalesce(c.place, 0) + 1,
       coalesce(c.to_stage, ''), p.stage, p.stage_since, now(), '', '', '{{}}'
FROM projects_project p LEFT JOIN LATERAL (
    SELECT place, to_stage FROM projects_stagechange
    WHERE project_id = p.id ORDER BY place DESC LIMIT 1) c ON true
WHERE c.to_stage IS DISTINCT FROM p.stage;
UPDATE projects_project p SET stage_since = c."on"
FROM (SELECT DISTINCT ON (project_id) project_id, "on" FROM projects_stagechange
      ORDER BY project_id, place DESC) c
WHERE c.project_id = p.id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE projects_project ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    """Rows that history does not reach begin where they stand."""

    dependencies = [("projects", "0003_stages_logged")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
