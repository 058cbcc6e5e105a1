-- What several functions of V5 and V6 do one by one, done together: as many writes of a kind as were asked for, with one
-- commit. No two of a call have a key, a user ID, a hold or a witness in common. Locks are taken as there, of each kind
-- in ascending order: keys, then holds or witnesses, then user IDs. Planning anew for each call would cost more than the
-- call, and a plan that was made while the tables were small must not read them whole once they are large: so each row of
-- a table is looked up by its primary key, by LATERAL with OFFSET 0, which no join replaces, or = ANY of an array.

-- Waits until requests with the same keys that are under way have ended.
CREATE FUNCTION lock_keys(p_clients text[], p_paths text[], p_keys text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(ascending.lock)
  FROM (
    SELECT hashtextextended(asked.client || ' ' || asked.path || ' ' || asked.key, 0) AS lock
    FROM unnest(p_clients, p_paths, p_keys) AS asked (client, path, key)
    ORDER BY lock
  ) AS ascending;
END $$;
COMMENT ON FUNCTION lock_keys IS 'Lets one transaction at a time answer each of these keys';

-- hold_user_id, many times.
CREATE FUNCTION hold_user_ids(
  p_clients text[], p_subjects text[], p_request_ids text[],
  p_paths text[], p_keys text[], p_body_digests bytea[],
  p_hold_ids uuid[], p_user_ids text[], p_user_id_hashes bytea[], p_hold_seconds integer[],
  p_before_expiry bytea[], p_after_expiry bytea[], p_taken bytea[]
) RETURNS TABLE (status smallint, body bytea, is_replay boolean, has_same_body boolean)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_keys(p_clients, p_paths, p_keys);
  RETURN QUERY
    WITH asked AS MATERIALIZED (
      SELECT a.*, k.status AS kept_status, k.body AS kept_body, k.body_digest = a.body_digest AS has_same_body
      FROM unnest(
        p_clients, p_subjects, p_request_ids, p_paths, p_keys, p_body_digests,
        p_hold_ids, p_user_ids, p_user_id_hashes, p_hold_seconds,
        p_before_expiry, p_after_expiry, p_taken
      ) WITH ORDINALITY AS a (
        client, subject, request_id, path, key, body_digest,
        hold_id, user_id, user_id_hash, hold_seconds,
        before_expiry, after_expiry, taken, place
      )
      LEFT JOIN LATERAL (
        SELECT * FROM idempotency_key WHERE caller = a.client AND path = a.path AND key = a.key OFFSET 0
      ) AS k ON k.kept_at > now() - interval '24 hours'
    ), held AS (
      INSERT INTO taken_user_id AS t (user_id, hold_id, free_from)
      SELECT user_id, hold_id, now() + make_interval(secs => hold_seconds)
      FROM asked
      WHERE kept_status IS NULL
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
        CASE WHEN h.hold_id IS NULL THEN 409 ELSE 201 END::smallint AS status,
        CASE
          WHEN h.hold_id IS NULL THEN a.taken
          ELSE a.before_expiry || rfc3339(h.free_from) || a.after_expiry
        END AS body
      FROM asked AS a LEFT JOIN held AS h USING (hold_id)
      WHERE a.kept_status IS NULL
    ), kept AS (
      INSERT INTO idempotency_key AS k (caller, path, key, body_digest, status, body)
      SELECT client, path, key, body_digest, status, body FROM answered
      ON CONFLICT (caller, path, key) DO UPDATE
        SET body_digest = excluded.body_digest,
            status = excluded.status,
            body = excluded.body,
            kept_at = excluded.kept_at
        WHERE k.kept_at <= now() - interval '24 hours'
    )
    SELECT
      coalesce(a.kept_status, n.status), coalesce(a.kept_body, n.body),
      a.kept_status IS NOT NULL, coalesce(a.has_same_body, true)
    FROM asked AS a LEFT JOIN answered AS n USING (place)
    ORDER BY place;
END $$;
COMMENT ON FUNCTION hold_user_ids IS 'Holds several user IDs; the answers are in the order of what was asked';

-- claim_user_id, many times. What the first statement waits for the second one sees.
CREATE FUNCTION claim_user_ids(p_clients text[], p_subjects text[], p_request_ids text[], p_hold_ids uuid[])
RETURNS TABLE (user_id text, claimed_at timestamptz)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM user_id_hold WHERE hold_id = ANY (p_hold_ids) ORDER BY hold_id FOR UPDATE;
  PERFORM 1
  FROM taken_user_id AS t
  WHERE t.user_id = ANY (ARRAY(SELECT h.user_id FROM user_id_hold AS h WHERE h.hold_id = ANY (p_hold_ids)))
  ORDER BY t.user_id
  FOR UPDATE;
  RETURN QUERY
    WITH asked AS MATERIALIZED (
      SELECT a.*, h.user_id, h.user_id_hash, h.claimed_at, h.expires_at
      FROM unnest(p_clients, p_subjects, p_request_ids, p_hold_ids)
        WITH ORDINALITY AS a (client, subject, request_id, hold_id, place)
      LEFT JOIN LATERAL (
        SELECT * FROM user_id_hold WHERE hold_id = a.hold_id OFFSET 0
      ) AS h ON h.caller = a.client AND h.released_at IS NULL
    ), open AS MATERIALIZED (
      SELECT user_id, hold_id FROM asked WHERE claimed_at IS NULL AND expires_at > now()
    ), claimed AS (
      UPDATE taken_user_id
      SET free_from = NULL, changed_xid = pg_current_xact_id()
      WHERE user_id = ANY (ARRAY(SELECT user_id FROM open)) AND hold_id = ANY (ARRAY(SELECT hold_id FROM open))
      RETURNING hold_id
    ), recorded AS (
      UPDATE user_id_hold SET claimed_at = now() WHERE hold_id = ANY (ARRAY(SELECT hold_id FROM claimed))
    ), audited AS (
      INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id)
      SELECT 'user-id-claimed', a.client, a.subject, a.request_id, a.user_id_hash, a.hold_id
      FROM asked AS a JOIN claimed AS c USING (hold_id)
    )
    SELECT a.user_id, CASE WHEN c.hold_id IS NULL THEN a.claimed_at ELSE now() END
    FROM asked AS a LEFT JOIN claimed AS c USING (hold_id)
    ORDER BY a.place;
END $$;
COMMENT ON FUNCTION claim_user_ids IS
  'Claims several holds; there is a row for each, in their order, with a null user ID if there is no such hold';

-- All that counts of a witness, as one value that can be compared: of each attestation the day, in the four bytes of a
-- date on the wire, and the 32 of the applicant.
CREATE FUNCTION counting(p_witness bytea) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(date_send(a.attested_on) || a.applicant, ''::bytea ORDER BY a.attested_on, a.applicant), '')
  FROM (
    SELECT attested_on, applicant
    FROM attestation
    WHERE witness = p_witness AND voided_at IS NULL
    ORDER BY attested_on DESC
    LIMIT 1000
  ) AS a
$$;
COMMENT ON FUNCTION counting IS 'The latest attestations of a witness that count, as one value';

-- Records an attestation that was judged by what counted of its witness, if that is still so. Without an attestation ID the
-- answer is kept only. With counting in the answer: that was not so, and nothing was written.
CREATE FUNCTION settle_attestation(
  p_client text, p_subject text, p_request_id text,
  p_path text, p_key text, p_body_digest bytea,
  p_witness bytea, p_counting bytea, p_status smallint, p_body bytea,
  p_attestation_id uuid, p_applicant bytea, p_on date, p_rule_pack text
) RETURNS TABLE (status smallint, body bytea, is_replay boolean, has_same_body boolean, counting bytea)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_counting bytea;
BEGIN
  RETURN QUERY
    SELECT k.kept_status, k.kept_body, true, k.has_same_body, NULL::bytea
    FROM kept_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF FOUND THEN
    RETURN;
  END IF;
  PERFORM lock_witness(p_witness);
  v_counting := counting(p_witness);
  IF v_counting <> p_counting THEN
    RETURN QUERY SELECT NULL::smallint, NULL::bytea, false, true, v_counting;
    RETURN;
  END IF;
  IF p_attestation_id IS NULL THEN
    PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, p_status, p_body);
  ELSE
    PERFORM record_attestation(
      p_client, p_path, p_key, p_body_digest, p_status, p_body, p_subject, p_request_id,
      p_attestation_id, p_witness, p_applicant, p_on, p_rule_pack);
  END IF;
  RETURN QUERY SELECT p_status, p_body, false, true, NULL::bytea;
END $$;
COMMENT ON FUNCTION settle_attestation IS 'Records an attestation, or keeps what was answered, if it was judged by what counts';

-- settle_attestation, many times.
CREATE FUNCTION settle_attestations(
  p_clients text[], p_subjects text[], p_request_ids text[],
  p_paths text[], p_keys text[], p_body_digests bytea[],
  p_witnesses bytea[], p_counting bytea[], p_statuses smallint[], p_bodies bytea[],
  p_attestation_ids uuid[], p_applicants bytea[], p_days date[], p_rule_packs text[]
) RETURNS TABLE (status smallint, body bytea, is_replay boolean, has_same_body boolean, counting bytea)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_keys(p_clients, p_paths, p_keys);
  PERFORM lock_witness(witness) FROM (SELECT witness FROM unnest(p_witnesses) AS witness ORDER BY witness) AS ascending;
  RETURN QUERY
    WITH asked AS MATERIALIZED (
      SELECT
        a.*, k.status AS kept_status, k.body AS kept_body, k.body_digest = a.body_digest AS has_same_body,
        counting(a.witness) AS counting
      FROM unnest(
        p_clients, p_subjects, p_request_ids, p_paths, p_keys, p_body_digests,
        p_witnesses, p_counting, p_statuses, p_bodies,
        p_attestation_ids, p_applicants, p_days, p_rule_packs
      ) WITH ORDINALITY AS a (
        client, subject, request_id, path, key, body_digest,
        witness, judged_by, status, body,
        attestation_id, applicant, day, rule_pack, place
      )
      LEFT JOIN LATERAL (
        SELECT * FROM idempotency_key WHERE caller = a.client AND path = a.path AND key = a.key OFFSET 0
      ) AS k ON k.kept_at > now() - interval '24 hours'
    ), settled AS MATERIALIZED (
      SELECT * FROM asked WHERE kept_status IS NULL AND counting = judged_by
    ), recorded AS (
      INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
      SELECT attestation_id, witness, applicant, day, rule_pack, client || '/' || subject
      FROM settled
      WHERE attestation_id IS NOT NULL
    ), audited AS (
      INSERT INTO audit_record (action, client, subject, request_id, witness, applicant, attestation_id)
      SELECT 'attestation-recorded', client, subject, request_id, witness, applicant, attestation_id
      FROM settled
      WHERE attestation_id IS NOT NULL
    ), kept AS (
      INSERT INTO idempotency_key AS k (caller, path, key, body_digest, status, body)
      SELECT client, path, key, body_digest, status, body FROM settled
      ON CONFLICT (caller, path, key) DO UPDATE
        SET body_digest = excluded.body_digest,
            status = excluded.status,
            body = excluded.body,
            kept_at = excluded.kept_at
        WHERE k.kept_at <= now() - interval '24 hours'
    )
    SELECT
      coalesce(kept_status, status), coalesce(kept_body, body), kept_status IS NOT NULL,
      coalesce(has_same_body, true),
      CASE WHEN kept_status IS NULL AND counting <> judged_by THEN counting END
    FROM asked
    ORDER BY place;
END $$;
COMMENT ON FUNCTION settle_attestations IS
  'Records attestations of several witnesses, or keeps what was answered; in the order of what was asked';
