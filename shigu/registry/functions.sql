-- Columns that follow an organisation into the one that it is merged into: every foreign key to it
-- that the database knows, but those that tell the story of pairs and what a row is found by.
CREATE OR REPLACE FUNCTION shigu_scope.leaning_on_organisations()
RETURNS TABLE (leaning regclass, pointer name)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.conrelid::regclass, a.attname
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'registry_organisation'::regclass
      AND c.conrelid::regclass::text NOT IN (
          'registry_judgement', 'registry_proposal', 'registry_merge', 'registry_organisationwords')
    ORDER BY c.conrelid::regclass::text, a.attname
$$;
REVOKE ALL ON FUNCTION shigu_scope.leaning_on_organisations() FROM PUBLIC;

-- Whether this scope changes an organisation in a district; nowhere is everybody's who keeps one.
CREATE OR REPLACE FUNCTION shigu_scope.keeps_organisations(place bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN place IS NULL THEN shigu_scope.may('registry')
                ELSE place = ANY (shigu_scope.writable('registry')) END
$$;
REVOKE ALL ON FUNCTION shigu_scope.keeps_organisations(bigint) FROM PUBLIC;

-- Whether a district agreed that two rows are one organisation: by its latest word on them.
CREATE OR REPLACE FUNCTION shigu_scope.agreed_same(first bigint, second bigint, place bigint)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((
        SELECT verdict = 'same' FROM registry_judgement
        WHERE one_id = least(first, second) AND other_id = greatest(first, second)
          AND district_id = place
        ORDER BY id DESC LIMIT 1
    ), false)
$$;
REVOKE ALL ON FUNCTION shigu_scope.agreed_same(bigint, bigint, bigint) FROM PUBLIC;

-- Two rows become one: all that leans on ``gone`` leans on ``kept``, in every district, and each
-- row is noted. A row that would double another stays, unless it counts money: then nothing moves.
CREATE OR REPLACE FUNCTION shigu_scope.merge_organisations(kept bigint, gone bigint, words text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    places bigint[];
    standing integer;
    made bigint;
    spot record;
    leaner text;
BEGIN
    -- One at a time: what was merged into the one that goes is locked too, whatever its number.
    PERFORM pg_advisory_xact_lock(hashtextextended('shigu.registry.merges', 0));
    PERFORM FROM registry_organisation WHERE id IN (kept, gone) ORDER BY id FOR UPDATE;
    SELECT count(*), array_agg(district_id) INTO standing, places FROM registry_organisation
    WHERE id IN (kept, gone) AND merged_into_id IS NULL;
    IF standing <> 2 THEN
        RAISE EXCEPTION 'one of the two is merged already'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'both_stand';
    END IF;
    IF NOT shigu_scope.may('registry') OR EXISTS (
        SELECT FROM unnest(places) place
        WHERE NOT shigu_scope.keeps_organisations(place)
          AND NOT shigu_scope.agreed_same(kept, gone, place)
    ) THEN
        RAISE EXCEPTION 'another district keeps one of the two'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO registry_merge (keep_id, drop_id, reason, made_by_id, undone_why)
    VALUES (kept, gone, words, shigu_scope.actor(), '') RETURNING id INTO made;
    FOR spot IN SELECT * FROM shigu_scope.leaning_on_organisations() LOOP
        FOR leaner IN EXECUTE format(
            'SELECT id::text FROM %s WHERE %I = $1 ORDER BY id FOR UPDATE',
            spot.leaning, spot.pointer) USING gone
        LOOP
            BEGIN
                EXECUTE format('UPDATE %s SET %I = $1 WHERE id = %L',
                               spot.leaning, spot.pointer, leaner) USING kept;
                INSERT INTO registry_repointed (merge_id, "table", "column", key, moved)
                VALUES (made, spot.leaning::text, spot.pointer, leaner, true);
            EXCEPTION WHEN unique_violation OR check_violation THEN
                IF spot.leaning::text IN ('sharing_contribution', 'sharing_measure') THEN
                    RAISE EXCEPTION 'both have money of one month'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'money_is_counted_once';
                END IF;
                INSERT INTO registry_repointed (merge_id, "table", "column", key, moved)
                VALUES (made, spot.leaning::text, spot.pointer, leaner, false);
            END;
        END LOOP;
    END LOOP;
    UPDATE registry_organisation SET merged_into_id = kept WHERE id = gone;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION shigu_scope.merge_organisations(bigint, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shigu_scope.merge_organisations(bigint, bigint, text) TO {app};

-- A merge is undone: what it re-pointed and still leans on the kept row goes back. The latest of a
-- kept row is undone first. Tells how many rows were changed or deleted since and so stay.
CREATE OR REPLACE FUNCTION shigu_scope.split_organisations(merged bigint, words text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made registry_merge;
    spot record;
    moved_back integer;
    astray integer := 0;
BEGIN
    SELECT * INTO made FROM registry_merge WHERE id = merged;
    PERFORM pg_advisory_xact_lock(hashtextextended('shigu.registry.merges', 0));
    PERFORM FROM registry_organisation WHERE id IN (made.keep_id, made.drop_id)
    ORDER BY id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM registry_organisation
                   WHERE id IN (made.keep_id, made.drop_id)
                     AND shigu_scope.keeps_organisations(district_id)) THEN
        RAISE EXCEPTION 'other districts keep both' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM registry_merge WHERE id = merged AND undone_at IS NULL)
       OR EXISTS (SELECT FROM registry_merge WHERE id > merged AND undone_at IS NULL
                  AND made.keep_id IN (keep_id, drop_id)) THEN
        RAISE EXCEPTION 'it is undone, or a later merge stands'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'latest_first';
    END IF;
    UPDATE registry_organisation SET merged_into_id = NULL WHERE id = made.drop_id;
    FOR spot IN
        SELECT r.key, l.leaning, l.pointer FROM registry_repointed r
        JOIN shigu_scope.leaning_on_organisations() l
          ON l.leaning::text = r."table" AND l.pointer::text = r."column"
        WHERE r.merge_id = merged AND r.moved ORDER BY r.id DESC
    LOOP
        BEGIN
            EXECUTE format('UPDATE %s SET %I = $1 WHERE id = %L AND %I = $2',
                           spot.leaning, spot.pointer, spot.key, spot.pointer)
            USING made.drop_id, made.keep_id;
            GET DIAGNOSTICS moved_back = ROW_COUNT;
        EXCEPTION WHEN unique_violation OR check_violation THEN
            moved_back := 0;
        END;
        astray := astray + 1 - moved_back;
    END LOOP;
    UPDATE registry_merge
    SET undone_at = now(), undone_by_id = shigu_scope.actor(), undone_why = words
    WHERE id = merged;
    RETURN astray;
END $$;
REVOKE ALL ON FUNCTION shigu_scope.split_organisations(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shigu_scope.split_organisations(bigint, text) TO {app};
