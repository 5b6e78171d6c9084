-- The first-report ledger. Who reports a firm first is found by functions of a role of its own over
-- keyed digests; the application reads the claims of its reader's district and writes none. What was
-- filed is matched by the installation after it is committed, so that nobody files, looks and takes
-- it back; no function asked by a district reads a row of another.
CREATE SCHEMA IF NOT EXISTS shigu_ledger;
REVOKE ALL ON SCHEMA shigu_ledger FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA shigu_ledger TO shigu_ledger;
GRANT USAGE ON SCHEMA public, shigu_scope TO shigu_ledger;

-- The one row is also the gate: filings come one after the other.
CREATE TABLE IF NOT EXISTS shigu_ledger.hashing (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS shigu_ledger.marks (
    claim uuid NOT NULL,
    kind text NOT NULL,
    digest bytea NOT NULL,
    matched boolean NOT NULL DEFAULT false,
    PRIMARY KEY (claim, kind)
);
CREATE INDEX IF NOT EXISTS marks_by_digest ON shigu_ledger.marks (kind, digest);
CREATE TABLE IF NOT EXISTS shigu_ledger.pairs (
    first_claim uuid NOT NULL,
    second_claim uuid NOT NULL,
    first_clash uuid NOT NULL UNIQUE,
    second_clash uuid NOT NULL UNIQUE,
    PRIMARY KEY (first_claim, second_claim)
);
REVOKE ALL ON ALL TABLES IN SCHEMA shigu_ledger FROM PUBLIC;
GRANT SELECT, UPDATE ON shigu_ledger.hashing TO shigu_ledger;
GRANT SELECT, INSERT, UPDATE, DELETE ON shigu_ledger.marks TO shigu_ledger;
GRANT SELECT, INSERT ON shigu_ledger.pairs TO shigu_ledger;

-- HMAC-SHA256 (RFC 2104) of what a firm is known by.
CREATE OR REPLACE FUNCTION shigu_ledger.digest(kind text, told text) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(kind || '|' || told, 'UTF8')))
    FROM shigu_ledger.hashing
$$;

-- The joint office, which decides appeals; installed for the ledger's role alone.
CREATE OR REPLACE FUNCTION shigu_ledger.arbiter() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.districts_district WHERE level = 'office' ORDER BY code LIMIT 1
$$;

CREATE OR REPLACE FUNCTION shigu_ledger.terms(
    OUT protect_days integer, OUT extend_days integer, OUT extensions integer,
    OUT filings_a_day integer
)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT t.protect_days, t.extend_days, t.extensions, t.filings_a_day
    INTO protect_days, extend_days, extensions, filings_a_day
    FROM public.leads_ledgerterms t WHERE t.valid_from <= shigu_scope.today()
    ORDER BY t.valid_from DESC, t.set_at DESC LIMIT 1;
    IF NOT FOUND THEN
        protect_days := 90; extend_days := 90; extensions := 1; filings_a_day := 20;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.refuse(what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'refused: %', what USING ERRCODE = 'check_violation', CONSTRAINT = what;
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.note(
    claim uuid, kind text, until date, told text, own boolean
) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.leads_claimevent (id, claim_id, district_id, at, kind, until, by_id, words)
    SELECT gen_random_uuid(), c.id, c.district_id, clock_timestamp(), note.kind, note.until,
           CASE WHEN own THEN shigu_scope.actor() END, told
    FROM public.leads_claim c WHERE c.id = claim
$$;

-- A claim of a district for which the actor writes projects, held until the transaction ends.
CREATE OR REPLACE FUNCTION shigu_ledger.own(claim uuid) RETURNS public.leads_claim
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held public.leads_claim;
BEGIN
    PERFORM FROM shigu_ledger.hashing FOR UPDATE;
    SELECT * INTO held FROM public.leads_claim c
    WHERE c.id = claim AND c.district_id = ANY (shigu_scope.writable('projects'));
    IF NOT FOUND THEN
        PERFORM shigu_ledger.refuse('no_such_claim');
    END IF;
    RETURN held;
END $$;

-- The clashes of a claim that ends are over for both sides, and no longer before the joint office.
CREATE OR REPLACE FUNCTION shigu_ledger.finish(claim uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    side record;
BEGIN
    DELETE FROM shigu_ledger.marks m WHERE m.claim = finish.claim;
    FOR side IN
        UPDATE public.leads_clash c SET state = 'ended'
        FROM shigu_ledger.pairs p
        WHERE finish.claim IN (p.first_claim, p.second_claim)
          AND c.id IN (p.first_clash, p.second_clash) AND c.state NOT IN ('decided', 'ended')
        RETURNING c.claim_id
    LOOP
        PERFORM shigu_ledger.note(side.claim_id, 'clash_ended', NULL, '', false);
    END LOOP;
    UPDATE public.leads_appeal a SET state = 'ended'
    FROM shigu_ledger.pairs p
    WHERE finish.claim IN (p.first_claim, p.second_claim)
      AND a.clash_id IN (p.first_clash, p.second_clash) AND a.state = 'open';
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.mark(claim uuid, kind text, told text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO shigu_ledger.marks (claim, kind, digest)
    SELECT mark.claim, mark.kind, shigu_ledger.digest(mark.kind, told) WHERE told <> ''
$$;

-- Files a claim of ``district``: binding, logged, so many a day. Reads no other district's row.
CREATE OR REPLACE FUNCTION shigu_ledger.file(
    district bigint, project uuid, firm text, bare text, credit_code text, controller text,
    bare_controller text, reason text
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given record := shigu_ledger.terms();
    fresh uuid := gen_random_uuid();
    moment timestamptz;
    until date;
BEGIN
    IF district <> ALL (shigu_scope.writable('projects')) OR bare = '' THEN
        PERFORM shigu_ledger.refuse('no_such_claim');
    END IF;
    PERFORM FROM shigu_ledger.hashing FOR UPDATE;
    IF (SELECT count(*) FROM public.leads_claim c WHERE c.district_id = district
        AND c.filed_at >= (shigu_scope.today()::timestamp AT TIME ZONE 'Asia/Shanghai'))
       >= given.filings_a_day THEN
        PERFORM shigu_ledger.refuse('so_many_filings_a_day');
    END IF;
    IF EXISTS (
        SELECT FROM public.leads_claim c WHERE c.district_id = district
        AND c.state IN ('active', 'extended') AND c.protected_until >= shigu_scope.today()
        AND (c.bare_name = bare OR (credit_code <> '' AND c.uscc = credit_code))
    ) THEN
        PERFORM shigu_ledger.refuse('claimed_by_yourselves');
    END IF;
    moment := greatest(
        clock_timestamp(), (SELECT max(filed_at) FROM public.leads_claim) + interval '1 microsecond'
    );
    until := shigu_scope.today() + given.protect_days;
    INSERT INTO public.leads_claim (
        id, district_id, project_id, firm_name, bare_name, uscc, controller, filed_at, filed_by_id,
        protected_until, extensions, state, reason
    ) VALUES (
        fresh, district, project, firm, bare, credit_code, controller, moment, shigu_scope.actor(),
        until, 0, 'active', reason
    );
    PERFORM shigu_ledger.mark(fresh, 'name', bare);
    PERFORM shigu_ledger.mark(fresh, 'uscc', credit_code);
    PERFORM shigu_ledger.mark(fresh, 'controller', bare_controller);
    PERFORM shigu_ledger.note(fresh, 'filed', until, reason, true);
    RETURN fresh;
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.extend(claim uuid, evidence text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held public.leads_claim := shigu_ledger.own(claim);
    given record := shigu_ledger.terms();
    until date := held.protected_until + given.extend_days;
BEGIN
    IF held.state NOT IN ('active', 'extended') OR held.protected_until < shigu_scope.today() THEN
        PERFORM shigu_ledger.refuse('no_longer_protected');
    ELSIF held.extensions >= given.extensions THEN
        PERFORM shigu_ledger.refuse('extended_as_often_as_can_be');
    END IF;
    UPDATE public.leads_claim c
    SET state = 'extended', extensions = held.extensions + 1, protected_until = until
    WHERE c.id = claim;
    PERFORM shigu_ledger.note(claim, 'extended', until, evidence, true);
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.withdraw(claim uuid, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held public.leads_claim := shigu_ledger.own(claim);
BEGIN
    IF held.state NOT IN ('active', 'extended') OR held.protected_until < shigu_scope.today() THEN
        PERFORM shigu_ledger.refuse('no_longer_protected');
    END IF;
    UPDATE public.leads_claim c SET state = 'withdrawn' WHERE c.id = claim;
    PERFORM shigu_ledger.note(claim, 'withdrawn', NULL, reason, true);
    PERFORM shigu_ledger.finish(claim);
END $$;

-- A clash of a district for which the actor writes projects, likewise.
CREATE OR REPLACE FUNCTION shigu_ledger.own_clash(clash uuid) RETURNS public.leads_clash
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held public.leads_clash;
BEGIN
    PERFORM FROM shigu_ledger.hashing FOR UPDATE;
    SELECT * INTO held FROM public.leads_clash c
    WHERE c.id = clash AND c.district_id = ANY (shigu_scope.writable('projects'));
    IF NOT FOUND THEN
        PERFORM shigu_ledger.refuse('no_such_clash');
    END IF;
    RETURN held;
END $$;

-- Says yes to opening a clash; it is opened by the installation once both have.
CREATE OR REPLACE FUNCTION shigu_ledger.ask_opening(clash uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine public.leads_clash := shigu_ledger.own_clash(clash);
    sides record;
    other uuid;
BEGIN
    IF mine.state NOT IN ('closed', 'asked') OR mine.asked_at IS NOT NULL THEN
        PERFORM shigu_ledger.refuse('not_to_be_asked_again');
    END IF;
    SELECT * INTO sides FROM shigu_ledger.pairs WHERE clash IN (first_clash, second_clash);
    other := CASE WHEN sides.first_clash = clash THEN sides.second_clash ELSE sides.first_clash END;
    UPDATE public.leads_clash c SET state = 'asked', asked_at = now() WHERE c.id = clash;
    UPDATE public.leads_clash c SET state = 'asked', other_asked_at = now() WHERE c.id = other;
    PERFORM shigu_ledger.note(mine.claim_id, 'opening_asked', NULL, '', true);
    PERFORM shigu_ledger.note(
        (SELECT claim_id FROM public.leads_clash c WHERE c.id = other), 'opening_asked', NULL, '',
        false
    );
END $$;

-- Puts a clash before the joint office, which sees both claims.
CREATE OR REPLACE FUNCTION shigu_ledger.appeal(clash uuid, grounds text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine public.leads_clash := shigu_ledger.own_clash(clash);
    sides record;
BEGIN
    IF mine.state IN ('decided', 'ended') OR mine.appealed_at IS NOT NULL THEN
        PERFORM shigu_ledger.refuse('not_to_be_appealed');
    ELSIF shigu_ledger.arbiter() IS NULL THEN
        PERFORM shigu_ledger.refuse('nobody_decides');
    END IF;
    SELECT * INTO sides FROM shigu_ledger.pairs WHERE clash IN (first_clash, second_clash);
    UPDATE public.leads_clash c SET appealed_at = now() WHERE c.id = clash;
    INSERT INTO public.leads_appeal (
        id, district_id, clash_id, asked_at, by_first, grounds, state, ruling,
        first_district_id, first_name, first_filed_at, second_district_id, second_name,
        second_filed_at
    )
    SELECT gen_random_uuid(), shigu_ledger.arbiter(), clash, now(), mine.is_first, grounds, 'open',
           '', f.district_id, f.firm_name, f.filed_at, s.district_id, s.firm_name, s.filed_at
    FROM public.leads_claim f, public.leads_claim s
    WHERE f.id = sides.first_claim AND s.id = sides.second_claim;
    PERFORM shigu_ledger.note(mine.claim_id, 'appealed', NULL, grounds, true);
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.reveal(sides shigu_ledger.pairs) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.leads_clash c
    SET other_district_id = o.district_id, other_name = o.firm_name, other_filed_at = o.filed_at
    FROM public.leads_claim o
    WHERE c.id = sides.first_clash AND o.id = sides.second_claim
       OR c.id = sides.second_clash AND o.id = sides.first_claim
$$;

-- The joint office decides whose claim stands; the other's ends.
CREATE OR REPLACE FUNCTION shigu_ledger.decide(appeal uuid, first_stands boolean, told text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked public.leads_appeal;
    sides shigu_ledger.pairs;
    losing uuid;
BEGIN
    PERFORM FROM shigu_ledger.hashing FOR UPDATE;
    SELECT * INTO asked FROM public.leads_appeal a
    WHERE a.id = appeal AND a.district_id = ANY (shigu_scope.writable('plans'));
    IF NOT FOUND THEN
        PERFORM shigu_ledger.refuse('no_such_appeal');
    ELSIF asked.state = 'ended' OR EXISTS (
        SELECT FROM public.leads_clash c WHERE c.id = asked.clash_id AND c.state = 'ended'
    ) THEN
        PERFORM shigu_ledger.refuse('the_clash_is_over');
    ELSIF asked.state <> 'open' THEN
        PERFORM shigu_ledger.refuse('decided_already');
    END IF;
    SELECT * INTO sides FROM shigu_ledger.pairs p
    WHERE asked.clash_id IN (p.first_clash, p.second_clash);
    losing := CASE WHEN first_stands THEN sides.second_claim ELSE sides.first_claim END;
    PERFORM shigu_ledger.reveal(sides);
    UPDATE public.leads_clash c
    SET state = 'decided', ruling = told,
        outcome = CASE WHEN c.claim_id = losing THEN 'yields' ELSE 'stands' END
    WHERE c.id IN (sides.first_clash, sides.second_clash);
    UPDATE public.leads_claim c SET state = 'decided' WHERE c.id = losing;
    UPDATE public.leads_appeal a
    SET state = 'decided', first_stands = decide.first_stands, ruling = told, decided_at = now(),
        decided_by_id = shigu_scope.actor()
    WHERE a.clash_id IN (sides.first_clash, sides.second_clash) AND a.state = 'open';
    PERFORM shigu_ledger.note(
        c, CASE WHEN c = losing THEN 'yields' ELSE 'stands' END, NULL, told, false
    ) FROM unnest(ARRAY[sides.first_claim, sides.second_claim]) c;
    PERFORM shigu_ledger.finish(losing);
END $$;

CREATE OR REPLACE FUNCTION shigu_ledger.side(
    fresh uuid, claim public.leads_claim, is_first boolean, since timestamptz
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.leads_clash (
        id, claim_id, district_id, found_at, is_first, first_filed_at, state, other_name, outcome,
        ruling
    ) VALUES (fresh, claim.id, claim.district_id, now(), is_first, since, 'closed', '', '', '');
    PERFORM shigu_ledger.note(claim.id, 'clash_found', NULL, '', false);
END $$;

-- Two claims clash: a row a side, which says since when and who was first.
CREATE OR REPLACE FUNCTION shigu_ledger.pair(one uuid, other uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a public.leads_claim;
    b public.leads_claim;
    of_a uuid := gen_random_uuid();
    of_b uuid := gen_random_uuid();
BEGIN
    SELECT * INTO a FROM public.leads_claim WHERE id IN (one, other) ORDER BY filed_at LIMIT 1;
    SELECT * INTO b FROM public.leads_claim WHERE id IN (one, other) AND id <> a.id;
    INSERT INTO shigu_ledger.pairs VALUES (a.id, b.id, of_a, of_b) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM shigu_ledger.side(of_a, a, true, a.filed_at);
        PERFORM shigu_ledger.side(of_b, b, false, a.filed_at);
    END IF;
END $$;

-- What the installation does after each change and once a day: ends what has lapsed, matches what
-- was filed, opens what both sides agreed to open. Tells the clashes that came or were opened.
CREATE OR REPLACE FUNCTION shigu_ledger.keep_up() RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    began timestamptz := now();
    held record;
    sides shigu_ledger.pairs;
BEGIN
    IF NOT shigu_scope.everything() THEN
        PERFORM shigu_ledger.refuse('the_installation_keeps_up');
    END IF;
    PERFORM FROM shigu_ledger.hashing FOR UPDATE;
    FOR held IN
        UPDATE public.leads_claim SET state = 'lapsed'
        WHERE state IN ('active', 'extended') AND protected_until < shigu_scope.today()
        RETURNING id
    LOOP
        PERFORM shigu_ledger.note(held.id, 'lapsed', NULL, '', false);
        PERFORM shigu_ledger.finish(held.id);
    END LOOP;
    FOR held IN
        SELECT DISTINCT m.claim, o.claim AS rival
        FROM shigu_ledger.marks m
        JOIN shigu_ledger.marks o ON o.kind = m.kind AND o.digest = m.digest AND o.claim <> m.claim
        JOIN public.leads_claim c ON c.id = m.claim
        JOIN public.leads_claim r ON r.id = o.claim AND r.district_id <> c.district_id
        WHERE NOT m.matched
    LOOP
        PERFORM shigu_ledger.pair(held.claim, held.rival);
    END LOOP;
    UPDATE shigu_ledger.marks SET matched = true WHERE NOT matched;
    FOR sides IN
        SELECT p.* FROM shigu_ledger.pairs p JOIN public.leads_clash c ON c.id = p.first_clash
        WHERE c.state = 'asked' AND c.asked_at IS NOT NULL AND c.other_asked_at IS NOT NULL
    LOOP
        PERFORM shigu_ledger.reveal(sides);
        UPDATE public.leads_clash c SET state = 'open', opened_at = now()
        WHERE c.id IN (sides.first_clash, sides.second_clash);
        PERFORM shigu_ledger.note(c, 'opened', NULL, '', false)
        FROM unnest(ARRAY[sides.first_claim, sides.second_claim]) c;
    END LOOP;
    RETURN QUERY SELECT c.id FROM public.leads_clash c
    WHERE c.found_at = began OR c.opened_at = began;
END $$;
