-- An unlogged table is emptied by recovery from a crash and by the promotion of a standby, after both of which
-- transaction numbers may be used again; a server that was stopped cleanly keeps it.
CREATE UNLOGGED TABLE change_lineage (
  the_only boolean CONSTRAINT change_lineage_key PRIMARY KEY DEFAULT true,
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT change_lineage_single CHECK (the_only)
);
COMMENT ON TABLE change_lineage IS 'A name for the transactions since the server''s last crash; at most one row';
COMMENT ON COLUMN change_lineage.the_only IS 'Always true, which keeps the table at one row';
COMMENT ON COLUMN change_lineage.token IS 'The name, made by whoever reads the directory first';

-- Beside the token, what a dump that was restored would not have in common with its original.
CREATE FUNCTION change_lineage() RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' ', token, system_identifier, 'taken_user_id'::regclass::oid)
  FROM change_lineage, pg_control_system()
$$;
COMMENT ON FUNCTION change_lineage IS
  'Which server''s transactions are told: snapshots compare only while this stays; null if it has no name yet';

CREATE FUNCTION taken_until_micros(free_from timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN free_from <= now() THEN 0
    ELSE (extract(epoch FROM free_from) * 1000000)::bigint
  END
$$;
COMMENT ON FUNCTION taken_until_micros IS
  'Until when a user ID is taken, in microseconds since 1970; 0: it is free, null: it is somebody''s for good';

-- What committed after a snapshot is what it does not see: transactions that were under way then, or began later.
-- Numbers above the present snapshot's are another server's, from a dump that was restored here.
CREATE FUNCTION changed_user_ids(previous pg_snapshot) RETURNS TABLE (user_id text, taken_until bigint)
LANGUAGE sql STABLE AS $$
  SELECT t.user_id, taken_until_micros(t.free_from)
  FROM taken_user_id AS t
  WHERE t.changed_xid >= pg_snapshot_xmax(previous) AND t.changed_xid < pg_snapshot_xmax(pg_current_snapshot())
  UNION ALL
  SELECT t.user_id, taken_until_micros(t.free_from)
  FROM taken_user_id AS t
  WHERE t.changed_xid = ANY (ARRAY(SELECT pg_snapshot_xip(previous)))
$$;
COMMENT ON FUNCTION changed_user_ids IS 'The user IDs that changed since a snapshot, with taken_until_micros';

-- STABLE, so that the rows and the new snapshot are read with one and the same snapshot. In PL/pgSQL, with one plan
-- for a session: to plan it costs several times what it costs to run.
CREATE FUNCTION feed_changes(previous pg_snapshot, most integer)
  RETURNS TABLE (snapshot pg_snapshot, lineage text, user_ids text[], taken_until bigint[], witnesses bytea[])
  STABLE
  LANGUAGE plpgsql
  -- A plan that was made while the tables were small must not read them whole once they are large.
  SET enable_seqscan = off
  SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
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
COMMENT ON FUNCTION feed_changes IS
  'What changed since a snapshot, at most so many user IDs and witnesses; and the snapshot and lineage to ask with next';
