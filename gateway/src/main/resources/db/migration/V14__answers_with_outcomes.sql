-- An answer is kept as what became of the request (outcome, until) and what the gateway's HTTP side encoded for it (answer),
-- which nothing here looks into. Up to V13 it was kept as an HTTP response (status, body). The release of V13 may run beside
-- this one or come back, so for 24 hours each has to repeat what the other kept. All that knows both forms is in this file and
-- is marked "For V13". The release after the first one with V14 may drop it, together with kept_answer and keep_answer of V4,
-- and with what V15 and V16 name.
ALTER TABLE idempotency_key
  ADD COLUMN outcome text,
  ADD COLUMN answer bytea,
  ADD COLUMN until timestamptz,
  ADD COLUMN attestation_id uuid,
  ALTER COLUMN status DROP NOT NULL,
  ALTER COLUMN body DROP NOT NULL,
  -- Not valid: rows that are there need not be read under the lock, and they have a status.
  ADD CONSTRAINT idempotency_key_form CHECK (num_nonnulls(outcome, status) = 1) NOT VALID;
CREATE INDEX idempotency_key_attestation_id ON idempotency_key (attestation_id) WHERE attestation_id IS NOT NULL;
COMMENT ON COLUMN idempotency_key.outcome IS
  'What became of the request: held, taken, malformed; recorded, exhausted, not-eligible; erased if what it told of is gone';
COMMENT ON COLUMN idempotency_key.answer IS
  'What is kept of the answer''s body, byte for byte: all of it but a hold''s end; empty if it is erased';
COMMENT ON COLUMN idempotency_key.until IS 'When the hold ends that the answer tells of, if it does';
COMMENT ON COLUMN idempotency_key.attestation_id IS 'The attestation that the answer tells of, if it does';
COMMENT ON COLUMN idempotency_key.status IS 'Of V13: the answer''s HTTP status; 410 if what it told of was erased since';
COMMENT ON COLUMN idempotency_key.body IS 'Of V13: the answer''s body, byte for byte; empty if it is erased';

-- For V13: its answers by outcome. A hold's moment of expiry, the last member of its body, is told apart from the others.
CREATE VIEW kept_outcome AS
SELECT
  k.caller, k.path, k.key, k.body_digest, k.kept_at,
  CASE
    WHEN k.outcome IS NOT NULL THEN k.outcome
    WHEN k.status = 410 THEN 'erased'
    WHEN k.path = '/v1/attestations' THEN
      CASE k.status WHEN 201 THEN 'recorded' WHEN 409 THEN 'exhausted' ELSE 'not-eligible' END
    ELSE CASE k.status WHEN 201 THEN 'held' WHEN 409 THEN 'taken' ELSE 'malformed' END
  END AS outcome,
  CASE
    WHEN k.outcome IS NOT NULL THEN k.answer
    WHEN k.status = 201 AND k.path = '/v1/user-id-holds' THEN substr(k.body, 2, octet_length(k.body) - 37)
    ELSE k.body
  END AS answer,
  CASE
    WHEN k.outcome IS NULL AND k.status = 201 AND k.path = '/v1/user-id-holds' THEN
      convert_from(substr(k.body, octet_length(k.body) - 21, 20), 'UTF8')::timestamptz
    ELSE k.until
  END AS until
FROM idempotency_key AS k;
COMMENT ON VIEW kept_outcome IS 'The first answer to each key, whichever release kept it';

-- For V13: all answers as it reads them.
CREATE VIEW kept_response AS
SELECT
  k.caller, k.path, k.key, k.body_digest, k.kept_at,
  CASE
    WHEN k.outcome IS NULL THEN k.status
    ELSE
      CASE k.outcome
        WHEN 'held' THEN 201 WHEN 'taken' THEN 409 WHEN 'malformed' THEN 422
        WHEN 'recorded' THEN 201 WHEN 'exhausted' THEN 409 WHEN 'not-eligible' THEN 422
        WHEN 'erased' THEN 410
      END::smallint
  END AS status,
  CASE
    WHEN k.outcome IS NULL THEN k.body
    WHEN k.outcome = 'held' THEN
      '{'::bytea || k.answer || ',"expiresAt":"'::bytea || rfc3339(k.until) || '"}'::bytea
    ELSE k.answer
  END AS body
FROM idempotency_key AS k;
COMMENT ON VIEW kept_response IS 'The first answer to each key, as the previous release reads it';

-- For V13: its functions stay as they are, but for where they look an answer up.
DO $$
DECLARE
  v_function regprocedure;
  v_before text;
  v_after text;
BEGIN
  FOREACH v_function IN ARRAY ARRAY[
    'kept_answer(text,text,text,bytea)',
    'hold_user_ids(text[],text[],text[],text[],text[],bytea[],uuid[],text[],bytea[],integer[],bytea[],bytea[],bytea[])',
    'settle_attestations(text[],text[],text[],text[],text[],bytea[],bytea[],bytea[],smallint[],bytea[],uuid[],bytea[],date[],text[])'
  ]::regprocedure[] LOOP
    v_before := pg_get_functiondef(v_function);
    v_after := replace(v_before, 'FROM idempotency_key ', 'FROM kept_response ');
    IF v_after = v_before THEN
      RAISE EXCEPTION '% does not look an answer up', v_function;
    END IF;
    EXECUTE v_after;
  END LOOP;
END $$;

-- For V13: a key whose time is over may come to either release. What was just written stays, not what was there.
CREATE FUNCTION keep_one_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NULL THEN
    NEW.status := NULL;
    NEW.body := NULL;
  ELSE
    NEW.outcome := NULL;
    NEW.answer := NULL;
    NEW.until := NULL;
    NEW.attestation_id := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER idempotency_key_one_form BEFORE UPDATE ON idempotency_key
  FOR EACH ROW WHEN (NEW.outcome IS NOT NULL AND NEW.status IS NOT NULL)
  EXECUTE FUNCTION keep_one_form();

-- Waits until a request with the same key that is under way has ended, then tells what it was answered.
CREATE FUNCTION first_answer(p_client text, p_path text, p_key text, p_body_digest bytea)
RETURNS TABLE (outcome text, answer bytea, is_replay boolean, has_same_body boolean, until timestamptz)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_client || ' ' || p_path || ' ' || p_key, 0));
  RETURN QUERY
    SELECT k.outcome, k.answer, true, k.body_digest = p_body_digest, k.until
    FROM kept_outcome AS k
    WHERE k.caller = p_client AND k.path = p_path AND k.key = p_key
      AND k.kept_at > now() - interval '24 hours';
END $$;
COMMENT ON FUNCTION first_answer IS 'The answer kept under a key, whose requests take turns to the end of the transaction';

-- Keeps an answer in the transaction of its effect; a key whose time is over may be used again.
CREATE FUNCTION keep_answer(
  p_client text, p_path text, p_key text, p_body_digest bytea,
  p_outcome text, p_answer bytea, p_until timestamptz, p_attestation_id uuid
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_key AS k (caller, path, key, body_digest, outcome, answer, until, attestation_id)
  VALUES (p_client, p_path, p_key, p_body_digest, p_outcome, p_answer, p_until, p_attestation_id)
  ON CONFLICT (caller, path, key) DO UPDATE
    SET body_digest = excluded.body_digest,
        outcome = excluded.outcome,
        answer = excluded.answer,
        until = excluded.until,
        attestation_id = excluded.attestation_id,
        kept_at = excluded.kept_at
    WHERE k.kept_at <= now() - interval '24 hours';
  IF NOT FOUND THEN
    RAISE unique_violation USING MESSAGE = 'the key has an answer';
  END IF;
END $$;

-- Marks what was answered to the recording of a witness's attestations as erased: the keys stay, so that a request that is
-- sent again records nothing.
CREATE FUNCTION erase_answers(p_witness bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_attestation_ids CONSTANT uuid[] := ARRAY(
    SELECT attestation_id FROM attestation WHERE witness = p_witness AND erased_at IS NULL
  );
BEGIN
  UPDATE idempotency_key SET outcome = 'erased', answer = '', attestation_id = NULL
  WHERE attestation_id = ANY (v_attestation_ids);
  -- For V13: by its index.
  UPDATE idempotency_key SET status = 410, body = ''
  WHERE path = '/v1/attestations' AND status = 201
    AND substr(body, 19, 36) = ANY (ARRAY(
      SELECT convert_to(attestation_id::text, 'UTF8') FROM unnest(v_attestation_ids) AS attestation_id
    ));
END $$;
COMMENT ON FUNCTION erase_answers IS 'Forgets what was answered about the attestations of a witness';

-- As in V13, but the answers are erased by a function of their own, for whichever release kept them.
CREATE OR REPLACE FUNCTION erase_person(p_person bytea, p_by text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
BEGIN
  -- Every witness whose record changes, in one order for all, so that nobody records meanwhile; the person too, who may
  -- just become one.
  PERFORM lock_witness(w.witness)
  FROM (
    SELECT witness FROM attestation WHERE applicant = p_person
    UNION
    SELECT p_person
    ORDER BY witness
  ) AS w;
  PERFORM erase_answers(p_person);
  INSERT INTO erased_source (source_hash)
  SELECT source_hash FROM attestation
  WHERE (witness = p_person OR applicant = p_person) AND source_hash IS NOT NULL;
  UPDATE attestation SET source_hash = NULL, changed_xid = pg_current_xact_id()
  WHERE (witness = p_person OR applicant = p_person) AND source_hash IS NOT NULL;
  DELETE FROM attestation WHERE witness = p_person AND voided_at IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;

  WITH nobody AS (
    SELECT applicant, sha256(uuid_send(gen_random_uuid()) || applicant) AS stand_in
    FROM (
      SELECT DISTINCT applicant FROM attestation WHERE witness = p_person AND erased_at IS NULL
    ) AS helped
  ), bare AS (
    UPDATE attestation AS a
    SET attestation_id = gen_random_uuid(),
        applicant = nobody.stand_in,
        rule_pack = '',
        recorded_at = a.attested_on,
        recorded_by = '',
        erased_at = now(),
        changed_xid = pg_current_xact_id()
    FROM nobody
    WHERE a.witness = p_person AND a.applicant = nobody.applicant AND a.erased_at IS NULL
    RETURNING 1
  )
  SELECT erased + count(*) INTO erased FROM bare;

  WITH nobody AS (
    SELECT witness, sha256(uuid_send(gen_random_uuid()) || witness) AS stand_in
    FROM (SELECT DISTINCT witness FROM attestation WHERE applicant = p_person) AS witnesses
  ), forgotten AS (
    UPDATE attestation AS a
    SET applicant = nobody.stand_in, changed_xid = pg_current_xact_id()
    FROM nobody
    WHERE a.applicant = p_person AND a.witness = nobody.witness
    RETURNING 1
  )
  SELECT erased + count(*) INTO erased FROM forgotten;

  PERFORM set_config('porten.audit_removal', 'on', true);
  UPDATE audit_record SET witness = NULL, applicant = NULL, attestation_id = NULL, reason = NULL
  WHERE witness = p_person;
  UPDATE audit_record SET applicant = NULL WHERE applicant = p_person;
  PERFORM set_config('porten.audit_removal', 'off', true);

  INSERT INTO audit_record (action, client, subject, request_id)
  VALUES ('person-erased', p_by, p_by, '');
  RETURN erased;
END $$;

COMMENT ON TABLE attestation IS
  'Who confirmed whose identity, and when; rows are voided, and deleted or emptied only when a person is erased';
COMMENT ON TABLE audit_record IS
  'What was done, by whom; rows are added, dropped when their time is over, and lose the hashes of a person who is erased';
