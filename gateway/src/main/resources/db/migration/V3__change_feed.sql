-- What committed between two snapshots is exactly what the first does not see: transactions that were under way
-- then, or began later. STABLE, so that the rows and the new snapshot are read with one and the same snapshot.
-- Numbers above the new snapshot's are another server's, from a dump that was restored here.
CREATE FUNCTION changes_since(previous pg_snapshot, most integer)
  RETURNS TABLE (snapshot pg_snapshot, user_ids text[], witnesses bytea[])
  STABLE
  LANGUAGE sql
  -- A plan that was made while the tables were small must not read them whole once they are large.
  SET enable_seqscan = off
AS $$
  SELECT
    pg_current_snapshot(),
    ARRAY(
      (
        SELECT user_id FROM taken_user_id
        WHERE changed_xid >= pg_snapshot_xmax(previous) AND changed_xid < pg_snapshot_xmax(pg_current_snapshot())
        ORDER BY changed_xid
        LIMIT most
      )
      UNION ALL
      (
        SELECT user_id FROM taken_user_id
        WHERE changed_xid = ANY (ARRAY(SELECT pg_snapshot_xip(previous)))
        LIMIT most
      )
    ),
    ARRAY(
      (
        SELECT witness FROM attestation
        WHERE changed_xid >= pg_snapshot_xmax(previous) AND changed_xid < pg_snapshot_xmax(pg_current_snapshot())
        ORDER BY changed_xid
        LIMIT most
      )
      UNION ALL
      (
        SELECT witness FROM attestation
        WHERE changed_xid = ANY (ARRAY(SELECT pg_snapshot_xip(previous)))
        LIMIT most
      )
    )
$$;
COMMENT ON FUNCTION changes_since IS
  'The user IDs and witnesses that changed since a snapshot, cut off somewhere from most upwards, and the snapshot to ask with next';
