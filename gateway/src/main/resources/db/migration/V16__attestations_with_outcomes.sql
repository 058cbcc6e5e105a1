-- Replaces how V6 and V10 record attestations. For V13, as V14 says, these stay: open_attestation, record_attestation, and
-- settle_attestation and settle_attestations with smallint.

-- Locks the witness and tells what counts, unless the key has an answer. Each statement has a snapshot of its own: the
-- last one sees all that was committed before the lock was got.
CREATE FUNCTION begin_recording(p_client text, p_path text, p_key text, p_body_digest bytea, p_witness bytea)
RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, counting bytea)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
    SELECT k.outcome, k.answer, k.is_replay, k.has_same_body, NULL::bytea
    FROM first_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF FOUND THEN
    RETURN;
  END IF;
  PERFORM lock_witness(p_witness);
  RETURN QUERY SELECT NULL::text, NULL::bytea, false, true, counting(p_witness);
END $$;
COMMENT ON FUNCTION begin_recording IS
  'The answer kept under the key, or all that counts of the witness, who is locked to the end of the transaction';

-- Records an attestation that was judged by what counted of its witness, if that is still so. Without an attestation ID
-- only the answer is kept. If the row has counting, it was not so any more, and nothing was written.
CREATE FUNCTION settle_attestation(
  p_client text, p_subject text, p_request_id text,
  p_path text, p_key text, p_body_digest bytea,
  p_witness bytea, p_counting bytea, p_outcome text, p_answer bytea,
  p_attestation_id uuid, p_applicant bytea, p_on date, p_rule_pack text
) RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, counting bytea)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_counting bytea;
BEGIN
  RETURN QUERY
    SELECT k.outcome, k.answer, k.is_replay, k.has_same_body, NULL::bytea
    FROM first_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF FOUND THEN
    RETURN;
  END IF;
  PERFORM lock_witness(p_witness);
  v_counting := counting(p_witness);
  IF v_counting <> p_counting THEN
    RETURN QUERY SELECT NULL::text, NULL::bytea, false, true, v_counting;
    RETURN;
  END IF;
  IF p_attestation_id IS NOT NULL THEN
    INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
    VALUES (p_attestation_id, p_witness, p_applicant, p_on, p_rule_pack, p_client || '/' || p_subject);
    INSERT INTO audit_record (action, client, subject, request_id, witness, applicant, attestation_id)
    VALUES (
      'attestation-recorded', p_client, p_subject, p_request_id, p_witness, p_applicant, p_attestation_id
    );
  END IF;
  PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, p_outcome, p_answer, NULL, p_attestation_id);
  RETURN QUERY SELECT p_outcome, p_answer, false, true, NULL::bytea;
END $$;
COMMENT ON FUNCTION settle_attestation(
  text, text, text, text, text, bytea, bytea, bytea, text, bytea, uuid, bytea, date, text
) IS 'Records an attestation, or keeps what was answered, if it was judged by what counts';

-- settle_attestation, many times.
CREATE FUNCTION settle_attestations(
  p_clients text[], p_subjects text[], p_request_ids text[],
  p_paths text[], p_keys text[], p_body_digests bytea[],
  p_witnesses bytea[], p_counting bytea[], p_outcomes text[], p_answers bytea[],
  p_attestation_ids uuid[], p_applicants bytea[], p_days date[], p_rule_packs text[]
) RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, counting bytea)
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
        a.*, k.outcome AS kept_outcome, k.answer AS kept_answer, k.body_digest = a.body_digest AS has_same_body,
        counting(a.witness) AS counting
      FROM unnest(
        p_clients, p_subjects, p_request_ids, p_paths, p_keys, p_body_digests,
        p_witnesses, p_counting, p_outcomes, p_answers,
        p_attestation_ids, p_applicants, p_days, p_rule_packs
      ) WITH ORDINALITY AS a (
        client, subject, request_id, path, key, body_digest,
        witness, judged_by, outcome, answer,
        attestation_id, applicant, day, rule_pack, place
      )
      LEFT JOIN LATERAL (
        SELECT * FROM kept_outcome WHERE caller = a.client AND path = a.path AND key = a.key OFFSET 0
      ) AS k ON k.kept_at > now() - interval '24 hours'
    ), settled AS MATERIALIZED (
      SELECT * FROM asked WHERE kept_outcome IS NULL AND counting = judged_by
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
      INSERT INTO idempotency_key AS k (caller, path, key, body_digest, outcome, answer, attestation_id)
      SELECT client, path, key, body_digest, outcome, answer, attestation_id FROM settled
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
      coalesce(kept_outcome, outcome), coalesce(kept_answer, answer), kept_outcome IS NOT NULL,
      coalesce(has_same_body, true),
      CASE WHEN kept_outcome IS NULL AND counting <> judged_by THEN counting END
    FROM asked
    ORDER BY place;
END $$;
COMMENT ON FUNCTION settle_attestations(
  text[], text[], text[], text[], text[], bytea[], bytea[], bytea[], text[], bytea[], uuid[], bytea[], date[], text[]
) IS 'Records attestations of several witnesses, or keeps what was answered; in the order of what was asked';
