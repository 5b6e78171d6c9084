"""Triggers of the ledgers: no line is taken back or added aside, nothing is posted unagreed."""

from __future__ import annotations

import pgtrigger

LEDGER_IS_KEPT = """
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'a_ledger_is_only_added_to';
"""
OF_A_RUN = """
    IF EXISTS (
        SELECT FROM fresh f LEFT JOIN sharing_run r
          ON r.id = f.run_id AND r.district_id = f.district_id
         AND r.agreement_id = f.agreement_id AND r.state = '{state}'
        WHERE r.id IS NULL
    ) THEN
        RAISE EXCEPTION 'lines of % come from a run that is {state}', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'lines_come_from_their_run';
    END IF;
    RETURN NULL;
"""
"""One question a statement instead of a foreign key a row: a settlement has millions of lines."""

POSTED_WHEN_AGREED = pgtrigger.Trigger(
    name="posted_when_agreed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__state="posted") & ~pgtrigger.Q(old__state="posted"),
    func="""
    IF OLD.state <> 'posting' OR NEW.proposed_by_id IS NULL OR EXISTS (
        SELECT FROM sharing_agreement a, unnest(a.parties) party
        WHERE a.id = NEW.agreement_id AND NOT EXISTS (
            SELECT FROM sharing_approval v
            WHERE v.run_id = NEW.id AND v.player = party AND v.agrees
              AND v.user_id <> NEW.proposed_by_id))
       OR EXISTS (SELECT FROM sharing_approval v WHERE v.run_id = NEW.id AND NOT v.agrees) THEN
        RAISE EXCEPTION 'run % is not agreed to by every party', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'posted_when_agreed';
    END IF;
    IF EXISTS (
        SELECT FROM sharing_fiscalentry e WHERE e.run_id = NEW.id
        GROUP BY e.year, e.rule, e.firm, e.kind HAVING sum(e.transfer_fen) <> 0) THEN
        RAISE EXCEPTION 'transfers of run % do not sum to zero', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_sum_to_zero';
    END IF;
    RETURN NEW;
    """,
)


def only_added_to() -> list[pgtrigger.Trigger]:
    """No line is changed or taken away, not even by the owner of the table."""
    return [
        pgtrigger.Trigger(
            name="lines_stay",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=LEDGER_IS_KEPT,
        ),
        pgtrigger.Trigger(
            name="all_lines_stay",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=LEDGER_IS_KEPT,
        ),
    ]


def from_a_run(state: str) -> pgtrigger.Trigger:
    """Lines are added while their run is ``state``, in its agreement and under its keeper."""
    return pgtrigger.Trigger(
        name="from_a_run",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="fresh"),
        func=OF_A_RUN.format(state=state),
    )
