-- The person key may consist of several keys: each rotation wraps the hashes that are stored, so that they are made with all of
-- them (docs/decisions/0069). The release before this one knows of one key only: until the first rotation it works as before.
ALTER TABLE person_key
  ADD COLUMN key_ids text[],
  ADD COLUMN rotated_at timestamptz;
COMMENT ON TABLE person_key IS 'Which keys the hashes of persons and user IDs are made with; at most one row';
COMMENT ON COLUMN person_key.check_value IS 'The hash of a fixed label, made as those of persons are';
COMMENT ON COLUMN person_key.key_ids IS
  'A name for each key, the oldest first, that does not give it away; null until this release has seen them';
COMMENT ON COLUMN person_key.rotated_at IS 'When the newest key was added; null while there is one only';

-- In PL/pgSQL, with one plan for a session. STABLE: it judges the snapshot of the statement that asks, and so what that reads.
CREATE FUNCTION has_person_key() RETURNS boolean
LANGUAGE plpgsql STABLE
SET enable_seqscan = off
AS $$
DECLARE
  -- The previous release does not set it, and has one key.
  v_check CONSTANT text := nullif(current_setting('porten.person_key', true), '');
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM person_key
    WHERE the_only
      AND CASE WHEN v_check IS NULL THEN cardinality(key_ids) > 1 ELSE check_value <> decode(v_check, 'hex') END
  );
END $$;
COMMENT ON FUNCTION has_person_key IS 'Whether the session''s gateway makes hashes as those are made that are stored';

CREATE FUNCTION require_person_key() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT has_person_key() THEN
    -- A state of the server's, so that every release answers with a 503.
    RAISE object_not_in_prerequisite_state USING MESSAGE = 'the person key was rotated';
  END IF;
  RETURN true;
END $$;
COMMENT ON FUNCTION require_person_key IS 'Fails unless has_person_key';

-- Whatever is written is audited. The trigger runs when its statement has locked the table, and sees what was committed by then.
-- A rotation locks the table against that first: either it comes after this transaction and wraps what that wrote, or before it,
-- and the transaction fails here.
CREATE FUNCTION audit_record_needs_person_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_person_key();
  RETURN NULL;
END $$;
CREATE TRIGGER audit_record_person_key
  BEFORE INSERT ON audit_record
  FOR EACH STATEMENT EXECUTE FUNCTION audit_record_needs_person_key();

-- As in V10, under the right key only: a no is judged by it and writes no audit record.
CREATE OR REPLACE FUNCTION counting(p_witness bytea) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(date_send(a.attested_on) || a.applicant, ''::bytea ORDER BY a.attested_on, a.applicant), '')
  FROM (
    SELECT attested_on, applicant
    FROM attestation
    WHERE witness = p_witness AND voided_at IS NULL AND require_person_key()
    ORDER BY attested_on DESC
    LIMIT 1000
  ) AS a
$$;

-- As in V9. The previous release, which does not ask whether it has the key, must not go on as if nothing had happened.
CREATE OR REPLACE FUNCTION feed_changes(previous pg_snapshot, most integer)
  RETURNS TABLE (snapshot pg_snapshot, lineage text, user_ids text[], taken_until bigint[], witnesses bytea[])
  STABLE
  LANGUAGE plpgsql
  SET enable_seqscan = off
  SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  IF nullif(current_setting('porten.person_key', true), '') IS NULL THEN
    PERFORM require_person_key();
  END IF;
  RETURN QUERY
  SELECT
    pg_current_snapshot(),
    change_lineage(),
    coalesce(array_agg(c.user_id), '{}'),
    coalesce(array_agg(c.taken_until), '{}'),
    ARRAY(
      SELECT a.witness FROM attestation AS a
      WHERE a.changed_xid >= pg_snapshot_xmax(previous) AND a.changed_xid < pg_snapshot_xmax(pg_current_snapshot())
      UNION ALL
      SELECT a.witness FROM attestation AS a
      WHERE a.changed_xid = ANY (ARRAY(SELECT pg_snapshot_xip(previous)))
      LIMIT most
    )
  FROM (SELECT * FROM changed_user_ids(previous) LIMIT most) AS c;
END $$;
