"""Triggers that keep occupancies inside their spaces, whoever writes and however."""

from __future__ import annotations

import pgtrigger

CAPACITY = """
    SELECT CASE WHEN s.kind = 'land' THEN round(s.land_mu::numeric * 2000 / 3, 3)
           ELSE s.area_m2::numeric END INTO capacity
    FROM territory_space s WHERE s.id = {space};
"""
"""A float becomes the decimal that its shortest text says."""

FULLEST = """
    SELECT max(held) INTO fullest FROM (
        SELECT sum(o.area_m2) AS held
        FROM (SELECT DISTINCT lower(period) AS day FROM territory_occupancy
              WHERE space_id = {space} AND period && {within}
              UNION SELECT lower({within}) WHERE lower({within}) IS NOT NULL) days
        JOIN territory_occupancy o ON o.space_id = {space} AND o.period @> days.day
        WHERE days.day <@ {within}
        GROUP BY days.day
    ) of_day;
"""
"""What is held can only grow on the first day of an occupancy: these days are enough."""

REFUSE = """
    IF fullest > capacity THEN
        RAISE EXCEPTION 'space % holds % of % square metres', {space}, fullest, capacity
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_space_holds_no_more_than_it_has';
    END IF;
"""
DECLARE = [("capacity", "numeric"), ("fullest", "numeric")]

OCCUPANCY_SHAPED = pgtrigger.Trigger(
    name="occupancy_shaped",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    SELECT NOT s.divisible INTO NEW.whole FROM territory_space s
    WHERE s.id = NEW.space_id FOR NO KEY UPDATE;
    RETURN NEW;
    """,
)
"""One after the other per space: whoever comes second sees what the first took."""

OCCUPANCY_FITS = pgtrigger.Trigger(
    name="occupancy_fits",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=DECLARE,
    func=CAPACITY.format(space="NEW.space_id")
    + FULLEST.format(space="NEW.space_id", within="NEW.period")
    + REFUSE.format(space="NEW.space_id")
    + "RETURN NULL;",
)

SPACE_CHANGED = pgtrigger.Trigger(
    name="space_still_holds",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "((OLD.divisible, OLD.kind, OLD.area_m2, OLD.land_mu)"
        " IS DISTINCT FROM (NEW.divisible, NEW.kind, NEW.area_m2, NEW.land_mu))"
    ),
    declare=DECLARE,
    func="""
    UPDATE territory_occupancy SET whole = NOT NEW.divisible
    WHERE space_id = NEW.id AND whole = NEW.divisible;
    """  # noqa: S608 - nothing from outside goes into these statements
    + CAPACITY.format(space="NEW.id")
    + FULLEST.format(space="NEW.id", within="daterange(NULL, NULL)")
    + REFUSE.format(space="NEW.id")
    + "RETURN NULL;",
)
"""A space that becomes smaller, or is let whole from now on, must still hold its tenants."""
