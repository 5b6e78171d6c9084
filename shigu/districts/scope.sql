-- The scope of a transaction. It is opened from a signed, expiring token by a function that the
-- application role cannot alter, and kept in a table that the application role cannot touch: a
-- setting of the session widens nothing.
CREATE SCHEMA IF NOT EXISTS shigu_scope;
REVOKE ALL ON SCHEMA shigu_scope FROM PUBLIC;

CREATE TABLE IF NOT EXISTS shigu_scope.signing (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS shigu_scope.powers (
    role text NOT NULL,
    data_class text NOT NULL,
    may_write boolean NOT NULL,
    PRIMARY KEY (role, data_class)
);
CREATE UNLOGGED TABLE IF NOT EXISTS shigu_scope.opened (
    backend integer PRIMARY KEY,
    transaction xid8 NOT NULL,
    actor bigint,
    member boolean NOT NULL,
    everything boolean NOT NULL,
    readable jsonb NOT NULL,
    writable jsonb NOT NULL
) WITH (fillfactor = 40);
ALTER TABLE shigu_scope.opened ADD COLUMN IF NOT EXISTS lent jsonb NOT NULL DEFAULT '{}';
CREATE UNLOGGED TABLE IF NOT EXISTS shigu_scope.buckets (
    digest bytea PRIMARY KEY,
    remaining double precision NOT NULL,
    filled_at timestamptz NOT NULL
) WITH (fillfactor = 40);
REVOKE ALL ON ALL TABLES IN SCHEMA shigu_scope FROM PUBLIC;

-- HMAC-SHA256 (RFC 2104) from the core function sha256; the pads are the key already XORed.
CREATE OR REPLACE FUNCTION shigu_scope.signature(message text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex')
    FROM shigu_scope.signing
$$;
REVOKE ALL ON FUNCTION shigu_scope.signature(text) FROM PUBLIC;

-- Today where the cluster is, whatever time zone the connection asks for.
CREATE OR REPLACE FUNCTION shigu_scope.today() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date
$$;

-- Every (class, district, may write, what opens it but a seat) of a user today: seats, grants of other districts to read,
-- timed staff access to read. A seat at a player counts for all districts of that player;
-- ``only_district`` leaves the seats there, with what was granted to them.
DROP FUNCTION IF EXISTS shigu_scope.reach(bigint, bigint);
CREATE FUNCTION shigu_scope.reach(person bigint, only_district bigint)
RETURNS TABLE (data_class text, district bigint, may_write boolean, basis text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH seats AS (
        SELECT m.role, d.id AS district
        FROM public.districts_membership m
        JOIN public.districts_district h ON h.id = m.district_id
        JOIN public.districts_district d ON d.id = h.id OR (d.player <> '' AND d.player = h.code)
        WHERE m.user_id = person AND m.valid_from <= shigu_scope.today()
          AND (m.valid_to IS NULL OR m.valid_to > shigu_scope.today())
          AND (only_district IS NULL OR only_district IN (h.id, d.id))
    ), own AS (
        SELECT p.data_class, s.district, bool_or(p.may_write) AS may_write
        FROM seats s JOIN shigu_scope.powers p ON p.role = s.role
        GROUP BY p.data_class, s.district
    )
    SELECT own.data_class, own.district, own.may_write, NULL FROM own
    UNION ALL
    SELECT 'registry', d.id, true, NULL FROM public.districts_district d
    WHERE d.player = '' AND EXISTS (SELECT FROM own WHERE data_class = 'registry' AND may_write)
    UNION ALL
    SELECT g.data_class, g.district_id, false, 'grant:' || g.id
    FROM public.districts_grant g JOIN own o
      ON o.district = g.grantee_id AND o.data_class = g.data_class
    WHERE g.valid_from <= shigu_scope.today() AND g.valid_to > shigu_scope.today()
      AND g.revoked_at IS NULL
    UNION ALL
    SELECT p.data_class, a.district_id, false, 'access:' || a.id
    FROM public.districts_staffaccess a
    JOIN public.districts_user u ON u.id = a.user_id AND u.is_staff
    CROSS JOIN (SELECT DISTINCT data_class FROM shigu_scope.powers) p
    WHERE a.user_id = person AND a.opened_at <= now() AND a.closes_at > now()
      AND a.closed_at IS NULL AND (only_district IS NULL OR a.district_id = only_district)
$$;
REVOKE ALL ON FUNCTION shigu_scope.reach(bigint, bigint) FROM PUBLIC;

-- Opens the scope of ``person`` for this transaction; ``only_district`` and ``read_only`` narrow it.
CREATE OR REPLACE FUNCTION shigu_scope.admit(
    person bigint, everything boolean, only_district bigint, read_only boolean
) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reads jsonb;
    changes jsonb;
    borrowed jsonb;
    is_member boolean;
BEGIN
    SELECT coalesce(jsonb_object_agg(data_class, districts), '{}'),
           coalesce(jsonb_object_agg(data_class, written) FILTER (WHERE written <> '{}'), '{}'),
           coalesce(jsonb_object_agg(data_class, lent) FILTER (WHERE lent IS NOT NULL), '{}')
    INTO reads, changes, borrowed
    FROM (
        SELECT r.data_class,
               array_agg(r.district)::text AS districts,
               coalesce(array_agg(r.district) FILTER (WHERE r.may_write), '{}')::text AS written,
               jsonb_object_agg(r.district, r.basis) FILTER (WHERE r.basis IS NOT NULL) AS lent
        FROM (
            SELECT e.data_class, e.district, bool_or(e.may_write) AS may_write,
                   CASE WHEN count(e.basis) = count(*) THEN max(e.basis) END AS basis
            FROM shigu_scope.reach(person, only_district) e
            GROUP BY e.data_class, e.district
        ) r
        GROUP BY r.data_class
    ) of_class;
    is_member := everything OR reads <> '{}';
    IF read_only THEN
        changes := '{}';
    END IF;
    INSERT INTO shigu_scope.opened AS o
    VALUES (pg_backend_pid(), pg_current_xact_id(), person, is_member, everything, reads, changes,
            borrowed)
    ON CONFLICT (backend) DO UPDATE SET
        transaction = excluded.transaction, actor = excluded.actor, member = excluded.member,
        everything = excluded.everything, readable = excluded.readable,
        writable = excluded.writable, lent = excluded.lent;
    RETURN jsonb_build_object(
        'actor', person, 'member', is_member, 'everything', everything,
        'readable', reads, 'writable', changes, 'lent', borrowed
    );
END $$;
REVOKE ALL ON FUNCTION shigu_scope.admit(bigint, boolean, bigint, boolean) FROM PUBLIC;

-- Opens a scope from "v2|kind|user|district|mode|backend|transaction|expires|signature". It holds
-- for that one transaction: who overhears it can do nothing with it later or elsewhere.
CREATE OR REPLACE FUNCTION shigu_scope.open(token text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(token, '|');
    person bigint;
BEGIN
    IF array_length(part, 1) IS DISTINCT FROM 9 OR part[1] <> 'v2'
       OR sha256(convert_to(part[9], 'UTF8'))
          <> sha256(convert_to(shigu_scope.signature(array_to_string(part[1:8], '|')), 'UTF8'))
    THEN
        RAISE EXCEPTION 'this scope is not signed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF part[6]::integer <> pg_backend_pid() OR part[7]::xid8 <> pg_current_xact_id()
       OR part[8]::bigint < extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'this scope has expired' USING ERRCODE = 'insufficient_privilege';
    END IF;
    person := nullif(part[3], '')::bigint;
    IF part[2] = 'user' AND NOT EXISTS (
        SELECT FROM public.districts_user WHERE id = person AND is_active
    ) THEN
        RAISE EXCEPTION 'this account is closed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN shigu_scope.admit(
        person, part[2] = 'system', nullif(part[4], '')::bigint, part[5] = 'read'
    );
END $$;

-- Opens the scope of an API token, told by the SHA-256 of its secret; null where there is none.
-- The table keeps the SHA-256 of that: who can read the table cannot open a scope with it.
CREATE OR REPLACE FUNCTION shigu_scope.open_secret(told bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    holder record;
BEGIN
    SELECT t.id, t.user_id, t.district_id, t.may_write, u.username INTO holder
    FROM public.districts_apitoken t JOIN public.districts_user u ON u.id = t.user_id
    WHERE t.digest = sha256(told) AND t.revoked_at IS NULL AND t.expires_at > now()
      AND u.is_active;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN shigu_scope.admit(holder.user_id, false, holder.district_id, NOT holder.may_write)
        || jsonb_build_object('token', holder.id, 'username', holder.username);
END $$;

-- Takes up to ``asked`` requests from the bucket of an API token: it holds a minute's worth and
-- fills up steadily. Tells how many, and the seconds until there is one; nulls without a token.
CREATE OR REPLACE FUNCTION shigu_scope.take(
    told bytea, asked integer, per_minute integer, OUT granted integer, OUT wait double precision
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept bytea := sha256(told);
    rate double precision := per_minute / 60.0;
    have double precision;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.districts_apitoken t
        WHERE t.digest = kept AND t.revoked_at IS NULL AND t.expires_at > now()
    ) THEN
        RETURN;
    END IF;
    INSERT INTO shigu_scope.buckets AS b VALUES (kept, per_minute, clock_timestamp())
    ON CONFLICT (digest) DO UPDATE SET
        remaining = least(
            per_minute,
            b.remaining + rate * greatest(0, extract(epoch FROM clock_timestamp() - b.filled_at))
        ),
        filled_at = greatest(b.filled_at, clock_timestamp())
    RETURNING remaining INTO have;
    granted := greatest(0, least(asked, floor(have)));
    wait := CASE WHEN granted > 0 THEN 0 ELSE (1 - have) / rate END;
    UPDATE shigu_scope.buckets SET remaining = have - granted WHERE digest = kept;
END $$;

CREATE OR REPLACE FUNCTION shigu_scope.close() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM shigu_scope.opened WHERE backend = pg_backend_pid()
$$;

CREATE OR REPLACE FUNCTION shigu_scope.readable(wanted text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    scope shigu_scope.opened;
BEGIN
    SELECT * INTO scope FROM shigu_scope.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF scope.everything THEN
        RETURN ARRAY(SELECT id FROM public.districts_district);
    END IF;
    RETURN coalesce((scope.readable ->> wanted)::bigint[], '{}');
END $$;

CREATE OR REPLACE FUNCTION shigu_scope.writable(wanted text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    scope shigu_scope.opened;
BEGIN
    SELECT * INTO scope FROM shigu_scope.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF scope.everything THEN
        RETURN ARRAY(SELECT id FROM public.districts_district);
    END IF;
    RETURN coalesce((scope.writable ->> wanted)::bigint[], '{}');
END $$;

-- Districts of a class that are read by a seat, not by a grant or a timed access.
CREATE OR REPLACE FUNCTION shigu_scope.seated(wanted text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    scope shigu_scope.opened;
BEGIN
    SELECT * INTO scope FROM shigu_scope.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned();
    IF scope.everything THEN
        RETURN ARRAY(SELECT id FROM public.districts_district);
    END IF;
    RETURN ARRAY(
        SELECT d FROM unnest((scope.readable ->> wanted)::bigint[]) d
        WHERE NOT coalesce(scope.lent -> wanted, '{}') ? d::text
    );
END $$;

CREATE OR REPLACE FUNCTION shigu_scope.may(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT everything OR writable ? wanted FROM shigu_scope.opened
        WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned()
    ), false)
$$;

CREATE OR REPLACE FUNCTION shigu_scope.member() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT member FROM shigu_scope.opened
        WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned()
    ), false)
$$;

CREATE OR REPLACE FUNCTION shigu_scope.everything() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT everything FROM shigu_scope.opened
        WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned()
    ), false)
$$;

CREATE OR REPLACE FUNCTION shigu_scope.actor() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT actor FROM shigu_scope.opened
    WHERE backend = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned()
$$;

-- Whether the actor looks after an account: each seat that it has or will have is in a district
-- whose people the actor changes, and it is no engineer's. Otherwise an administrator of one
-- district could sign in to another as somebody who sits in both.
CREATE OR REPLACE FUNCTION shigu_scope.tends(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(bool_and(m.district_id = ANY (shigu_scope.writable('people'))), false)
       AND NOT EXISTS (SELECT FROM public.districts_user u WHERE u.id = person AND u.is_staff)
    FROM public.districts_membership m
    WHERE m.user_id = person
      AND (m.valid_to IS NULL OR m.valid_to > shigu_scope.today())
$$;

-- Whether an account reads a class of a district today: nothing may be written into a notice that
-- its receiver may not read. Asked by who writes tasks and notices only.
CREATE OR REPLACE FUNCTION shigu_scope.reads(person bigint, wanted text, place bigint)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT shigu_scope.may('work')
       AND EXISTS (SELECT FROM public.districts_user u WHERE u.id = person AND u.is_active)
       AND EXISTS (
           SELECT FROM shigu_scope.reach(person, NULL) r
           WHERE r.data_class = wanted AND r.district = place
       )
$$;

-- Who answers for a district: the accounts with a seat of its own that write tasks there today.
-- Told to who writes tasks somewhere, because a task is given to somebody.
CREATE OR REPLACE FUNCTION shigu_scope.at_work(place bigint) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT m.user_id ORDER BY m.user_id), '{}')
    FROM public.districts_membership m
    JOIN public.districts_user u ON u.id = m.user_id AND u.is_active
    JOIN shigu_scope.powers p ON p.role = m.role AND p.data_class = 'work' AND p.may_write
    WHERE shigu_scope.may('work') AND m.district_id = place
      AND m.valid_from <= shigu_scope.today()
      AND (m.valid_to IS NULL OR m.valid_to > shigu_scope.today())
$$;
