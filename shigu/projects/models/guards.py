"""Triggers of projects: every step is logged, and only a hand-over parts keeper and introducer.

``shigu.step`` tells the triggers of one step what a column cannot: the day on which it was taken
and the evidence, ``{"on": "2026-03-12", "evidence": {…}}``.
"""

from __future__ import annotations

import pgtrigger

SINCE_ITS_STEP = pgtrigger.Trigger(
    name="since_its_step",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    IF TG_OP = 'INSERT' OR NEW.stage IS DISTINCT FROM OLD.stage THEN
        NEW.stage_since := coalesce(
            (nullif(current_setting('shigu.step', true), '')::jsonb ->> 'on')::date,
            shigu_scope.today());
    END IF;
    RETURN NEW;
    """,
)

STEP_IS_LOGGED = pgtrigger.Trigger(
    name="step_is_logged",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("step", "jsonb"), ("context", "jsonb"), ("place", "integer")],
    func="""
    IF TG_OP = 'UPDATE' AND NEW.stage IS NOT DISTINCT FROM OLD.stage THEN
        RETURN NULL;
    END IF;
    step := nullif(current_setting('shigu.step', true), '')::jsonb;
    context := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    SELECT coalesce(max(c.place), 0) + 1 INTO place
    FROM projects_stagechange c WHERE c.project_id = NEW.id;
    INSERT INTO projects_stagechange (
        id, project_id, district_id, introducer_id, place, from_stage, to_stage, "on", at,
        by_id, by_name, reason, evidence, days
    ) VALUES (
        gen_random_uuid(), NEW.id, NEW.district_id, NEW.introducer_id, place,
        CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.stage END, NEW.stage, NEW.stage_since,
        clock_timestamp(), (context ->> 'actor')::bigint, coalesce(context ->> 'name', ''),
        coalesce(context ->> 'reason', ''), coalesce(step -> 'evidence', '{}'),
        CASE WHEN TG_OP = 'UPDATE' THEN NEW.stage_since - OLD.stage_since END
    );
    RETURN NULL;
    """,
)
"""Whatever writes a stage, in bulk or by hand, writes the log: it replays to the same stage."""

KEPT_BY_ITS_INTRODUCER = pgtrigger.Trigger(
    name="kept_by_its_introducer",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    IF NEW.introducer_id <> NEW.district_id
       AND (TG_OP = 'INSERT' OR (NEW.introducer_id, NEW.district_id)
            IS DISTINCT FROM (OLD.introducer_id, OLD.district_id))
       AND NOT EXISTS (
           SELECT FROM projects_handover h
           WHERE h.project_id = NEW.id AND h.to_district_id = NEW.district_id
             AND h.state = 'accepted')
    THEN
        RAISE EXCEPTION 'a project belongs to its introducer until a hand-over is accepted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'project_belongs_to_its_introducer';
    END IF;
    RETURN NEW;
    """,
)

ANSWERED_BY_ITS_SIDE = pgtrigger.Trigger(
    name="answered_by_its_side",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
    IF (NEW.state IN ('accepted', 'declined')
        AND NOT (NEW.to_district_id = ANY (shigu_scope.writable('projects'))))
       OR (NEW.state = 'accepted' AND NOT EXISTS (
           SELECT FROM projects_project p
           WHERE p.id = NEW.project_id AND p.district_id = NEW.from_district_id))
    THEN
        RAISE EXCEPTION 'a hand-over is answered by who receives it'
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'answered_by_its_side';
    END IF;
    RETURN NEW;
    """,
)
"""Who receives does not see the project: only the function that moves it can accept."""
