"""Triggers that keep what is drawn inside its pool, and a reservation within what it may do."""

from __future__ import annotations

import pgtrigger

POOL_LOCK = "pg_advisory_xact_lock(hashtextextended('territory.pool', {pool}))"
"""One after the other per pool. Who draws may not write the pool, so its row cannot be locked."""
HELD = """(r.stage = 'placed'
    OR (r.stage = 'kept' AND r.expires_on >= shigu_scope.today()))"""
"""Reservations ``r`` that hold something today."""

FULLEST = f"""
    SELECT max(held) INTO fullest FROM (
        SELECT sum(d.amount) AS held
        FROM (SELECT DISTINCT month_from AS month FROM territory_draw WHERE pool_id = {{pool}}
              UNION SELECT {{since}}) months
        JOIN territory_draw d ON d.pool_id = {{pool}} AND d.month_from <= months.month
             AND (d.month_to IS NULL OR d.month_to >= months.month)
        JOIN territory_reservation r ON r.id = d.reservation_id AND {HELD}
        WHERE months.month >= {{since}} AND ({{until}} IS NULL OR months.month <= {{until}})
        GROUP BY months.month
    ) of_month;
"""  # noqa: S608 - nothing from outside goes into these statements
"""What is drawn can only grow in the first month of a draw: these months are enough."""

REFUSE = """
    IF fullest > amount::numeric THEN
        RAISE EXCEPTION 'pool % gives % of %', {pool}, fullest, amount
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_pool_gives_no_more_than_it_has';
    END IF;
"""

ONE_AFTER_THE_OTHER = pgtrigger.Trigger(
    name="one_after_the_other",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"PERFORM {POOL_LOCK.format(pool='NEW.pool_id')}; RETURN NEW;",
)

DRAW_FITS = pgtrigger.Trigger(
    name="draw_fits",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("fullest", "numeric"), ("amount", "float8"), ("first", "date"), ("last", "date")],
    func="""
    SELECT p.amount, p.month_from, p.month_to INTO amount, first, last
    FROM territory_pool p WHERE p.id = NEW.pool_id;
    IF NEW.month_from < first OR (last IS NOT NULL AND coalesce(NEW.month_to, last) > last) THEN
        RAISE EXCEPTION 'pool % runs from % to %', NEW.pool_id, first, last
        USING ERRCODE = 'check_violation', CONSTRAINT = 'a_draw_lies_within_its_pool';
    END IF;
    """  # noqa: S608 - nor into these
    + FULLEST.format(pool="NEW.pool_id", since="NEW.month_from", until="NEW.month_to")
    + REFUSE.format(pool="NEW.pool_id")
    + "RETURN NULL;",
)

POOL_CHANGED = pgtrigger.Trigger(
    name="pool_still_gives",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "((OLD.amount, OLD.month_from, OLD.month_to)"
        " IS DISTINCT FROM (NEW.amount, NEW.month_from, NEW.month_to))"
    ),
    declare=[("fullest", "numeric"), ("amount", "float8")],
    func=f"PERFORM {POOL_LOCK.format(pool='NEW.id')}; amount := NEW.amount;"
    + FULLEST.format(pool="NEW.id", since="'-infinity'::date", until="NULL::date")
    + REFUSE.format(pool="NEW.id")
    + "RETURN NULL;",
)
"""A pool that becomes smaller must still give what was drawn from it."""

EXTENDED_ONCE = pgtrigger.Trigger(
    name="extended_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "(NEW.expires_on > OLD.expires_on AND (OLD.extended_on IS NOT NULL"
        " OR NEW.extended_on IS NULL))"
    ),
    func="""
    RAISE EXCEPTION 'reservation % is extended once, with a reason', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reservation_is_extended_once';
    """,
)

EXPIRY_FOLLOWS = pgtrigger.Trigger(
    name="expiry_follows",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("(OLD.expires_on <> NEW.expires_on)"),
    func="""
    UPDATE territory_occupancy SET expires_on = NEW.expires_on
    WHERE reservation_id = NEW.id AND state = 'reserved';
    RETURN NULL;
    """,
)
"""The space that a reservation holds is held until the same day."""
