-- Replaces how V5 and V10 hold user IDs. For V13, as V14 says, these stay: hold_user_id, hold_user_ids and answer_once with
-- the other parameters.

-- Answers a request whose answer does not depend on what is stored: with the first answer to its key, or this one.
CREATE FUNCTION answer_once(
  p_client text, p_path text, p_key text, p_body_digest bytea, p_outcome text, p_answer bytea
) RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, until timestamptz)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT * FROM first_answer(p_client, p_path, p_key, p_body_digest);
  IF NOT FOUND THEN
    PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, p_outcome, p_answer, NULL, NULL);
    RETURN QUERY SELECT p_outcome, p_answer, false, true, NULL::timestamptz;
  END IF;
END $$;

-- Holds a user ID that nobody has. The key of the directory decides: its row is inserted, or taken over once it is
-- free again, or in the way.
CREATE FUNCTION hold_user_id(
  p_client text, p_subject text, p_request_id text,
  p_path text, p_key text, p_body_digest bytea,
  p_hold_id uuid, p_user_id text, p_user_id_hash bytea, p_hold_seconds integer,
  p_held bytea, p_taken bytea
) RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, until timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  v_expires_at CONSTANT timestamptz := now() + make_interval(secs => p_hold_seconds);
BEGIN
  RETURN QUERY SELECT * FROM first_answer(p_client, p_path, p_key, p_body_digest);
  IF FOUND THEN
    RETURN;
  END IF;
  INSERT INTO taken_user_id AS t (user_id, hold_id, free_from)
  VALUES (p_user_id, p_hold_id, v_expires_at)
  ON CONFLICT (user_id) DO UPDATE
    SET hold_id = excluded.hold_id,
        free_from = excluded.free_from,
        taken_at = excluded.taken_at,
        changed_xid = excluded.changed_xid
    WHERE t.free_from <= now();
  IF FOUND THEN
    INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
    VALUES (p_hold_id, p_user_id, p_user_id_hash, p_client, v_expires_at);
    INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id, until)
    VALUES ('user-id-held', p_client, p_subject, p_request_id, p_user_id_hash, p_hold_id, v_expires_at);
    outcome := 'held';
    answer := p_held;
    until := v_expires_at;
  ELSE
    outcome := 'taken';
    answer := p_taken;
  END IF;
  PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, outcome, answer, until, NULL);
  is_replay := false;
  has_same_body := true;
  RETURN NEXT;
END $$;

-- hold_user_id, many times.
CREATE FUNCTION hold_user_ids(
  p_clients text[], p_subjects text[], p_request_ids text[],
  p_paths text[], p_keys text[], p_body_digests bytea[],
  p_hold_ids uuid[], p_user_ids text[], p_user_id_hashes bytea[], p_hold_seconds integer[],
  p_held bytea[], p_taken bytea[]
) RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, until timestamptz)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_keys(p_clients, p_paths, p_keys);
  RETURN QUERY
    WITH asked AS MATERIALIZED (
      SELECT
        a.*, k.outcome AS kept_outcome, k.answer AS kept_answer, k.until AS kept_until,
        k.body_digest = a.body_digest AS has_same_body
      FROM unnest(
        p_clients, p_subjects, p_request_ids, p_paths, p_keys, p_body_digests,
        p_hold_ids, p_user_ids, p_user_id_hashes, p_hold_seconds,
        p_held, p_taken
      ) WITH ORDINALITY AS a (
        client, subject, request_id, path, key, body_digest,
        hold_id, user_id, user_id_hash, hold_seconds,
        held, taken, place
      )
      LEFT JOIN LATERAL (
        SELECT * FROM kept_outcome WHERE caller = a.client AND path = a.path AND key = a.key OFFSET 0
      ) AS k ON k.kept_at > now() - interval '24 hours'
    ), held AS (
      INSERT INTO taken_user_id AS t (user_id, hold_id, free_from)
      SELECT user_id, hold_id, now() + make_interval(secs => hold_seconds)
      FROM asked
      WHERE kept_outcome IS NULL
      ORDER BY user_id
      ON CONFLICT (user_id) DO UPDATE
        SET hold_id = excluded.hold_id,
            free_from = excluded.free_from,
            taken_at = excluded.taken_at,
            changed_xid = excluded.changed_xid
        WHERE t.free_from <= now()
      RETURNING t.hold_id, t.free_from
    ), recorded AS (
      INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
      SELECT a.hold_id, a.user_id, a.user_id_hash, a.client, h.free_from
      FROM asked AS a JOIN held AS h USING (hold_id)
    ), audited AS (
      INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id, until)
      SELECT 'user-id-held', a.client, a.subject, a.request_id, a.user_id_hash, a.hold_id, h.free_from
      FROM asked AS a JOIN held AS h USING (hold_id)
    ), answered AS MATERIALIZED (
      SELECT
        a.place, a.client, a.path, a.key, a.body_digest,
        CASE WHEN h.hold_id IS NULL THEN 'taken' ELSE 'held' END AS outcome,
        CASE WHEN h.hold_id IS NULL THEN a.taken ELSE a.held END AS answer,
        h.free_from AS until
      FROM asked AS a LEFT JOIN held AS h USING (hold_id)
      WHERE a.kept_outcome IS NULL
    ), kept AS (
      INSERT INTO idempotency_key AS k (caller, path, key, body_digest, outcome, answer, until)
      SELECT client, path, key, body_digest, outcome, answer, until FROM answered
      ON CONFLICT (caller, path, key) DO UPDATE
        SET body_digest = excluded.body_digest,
            outcome = excluded.outcome,
            answer = excluded.answer,
            until = excluded.until,
            attestation_id = excluded.attestation_id,
            kept_at = excluded.kept_at
        WHERE k.kept_at <= now() - interval '24 hours'
    )
    SELECT
      coalesce(a.kept_outcome, n.outcome), coalesce(a.kept_answer, n.answer), a.kept_outcome IS NOT NULL,
      coalesce(a.has_same_body, true), coalesce(a.kept_until, n.until)
    FROM asked AS a LEFT JOIN answered AS n USING (place)
    ORDER BY place;
END $$;
COMMENT ON FUNCTION hold_user_ids(
  text[], text[], text[], text[], text[], bytea[], uuid[], text[], bytea[], integer[], bytea[], bytea[]
) IS 'Holds several user IDs; the answers are in the order of what was asked';
