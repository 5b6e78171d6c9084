-- A project goes to the district that accepts its hand-over, which did not see it before: as the
-- owner of the tables, after asking what the scope of this transaction writes. What is tied to the
-- project by composite keys goes along. A code that is taken there, the project's or that of a row
-- tied to it, gets the old district's behind it, or the end of its key where that is taken too.
CREATE OR REPLACE FUNCTION shigu_scope.take_over(hand_over uuid, words text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    agreed projects_handover;
    origin text;
    tied regclass;
BEGIN
    SELECT * INTO agreed FROM projects_handover
    WHERE id = hand_over AND state = 'proposed'
      AND to_district_id = ANY (shigu_scope.writable('projects'))
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no hand-over to answer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE projects_handover
    SET state = 'accepted', answer = words, answered_by_id = shigu_scope.actor(), answered_at = now()
    WHERE id = hand_over;
    SELECT code INTO origin FROM districts_district WHERE id = agreed.from_district_id;
    FOR tied IN
        SELECT k.conrelid::regclass FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'code'
        WHERE k.contype = 'f' AND k.confrelid = 'projects_project'::regclass
          AND array_length(k.conkey, 1) = 2
    LOOP
        EXECUTE format(
            'UPDATE %1$s y SET code = y.code || ''-'' || CASE WHEN EXISTS ('
            'SELECT FROM %1$s o WHERE o.district_id IN ($3, $4) AND o.code = y.code || ''-'' || $2)'
            ' THEN right(y.id::text, 12) ELSE $2 END WHERE y.project_id = $1 AND EXISTS ('
            'SELECT FROM %1$s o WHERE o.district_id = $3 AND o.code = y.code)', tied)
        USING agreed.project_id, origin, agreed.to_district_id, agreed.from_district_id;
    END LOOP;
    UPDATE projects_project p
    SET district_id = agreed.to_district_id,
        introducer_id = coalesce(p.introducer_id, agreed.from_district_id),
        responsible_id = NULL,
        code = CASE WHEN NOT EXISTS (
            SELECT FROM projects_project o
            WHERE o.district_id = agreed.to_district_id AND o.code = p.code
        ) THEN p.code WHEN EXISTS (
            SELECT FROM projects_project o
            WHERE o.district_id = agreed.to_district_id AND o.code = p.code || '-' || origin
        ) THEN p.code || '-' || right(p.id::text, 12) ELSE p.code || '-' || origin END
    WHERE p.id = agreed.project_id AND p.district_id = agreed.from_district_id AND p.stage = '3b';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the project is not being handed over'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'only_what_is_being_handed_over';
    END IF;
    RETURN agreed.project_id;
END $$;
REVOKE ALL ON FUNCTION shigu_scope.take_over(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shigu_scope.take_over(uuid, text) TO {app};

-- A project that was filed by mistake goes with the one step of its log, which nobody else may
-- delete: only while it stands where it was filed. Whatever is tied to it refuses by its key.
CREATE OR REPLACE FUNCTION shigu_scope.unfile(filed uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM projects_project p
    WHERE p.id = filed AND p.district_id = ANY (shigu_scope.writable('projects'))
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no project to take back' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (SELECT count(*) FROM projects_stagechange s WHERE s.project_id = filed) <> 1 THEN
        RAISE EXCEPTION 'the project has moved on'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'only_what_stands_where_it_was_filed';
    END IF;
    DELETE FROM projects_stagechange s WHERE s.project_id = filed;
    DELETE FROM projects_project p WHERE p.id = filed;
END $$;
REVOKE ALL ON FUNCTION shigu_scope.unfile(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shigu_scope.unfile(uuid) TO {app};

-- Projects that one's districts introduced and others keep: asked once a statement by the fences
-- of what is told of a project, as one value, so that plans need not weigh the table for each row.
CREATE OR REPLACE FUNCTION shigu_scope.introduced() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    own bigint[] := shigu_scope.readable('projects');
BEGIN
    RETURN ARRAY(
        SELECT p.id FROM projects_project p
        WHERE (p.introducer_id > p.district_id OR p.introducer_id < p.district_id)
          AND p.introducer_id = ANY (own)
    );
END $$;
REVOKE ALL ON FUNCTION shigu_scope.introduced() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shigu_scope.introduced() TO {app};
