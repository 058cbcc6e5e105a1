ALTER TABLE attestation ADD COLUMN erased_at timestamptz;
CREATE INDEX attestation_erased ON attestation (attested_on) WHERE erased_at IS NOT NULL;
COMMENT ON COLUMN attestation.erased_at IS
  'When all but the bare day was erased; null while the record is whole';

CREATE FUNCTION tidy_up(p_audit_days int, p_window_days int, p_limit int) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  dropped bigint := 0;
  dropped_now bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('porten tidy_up', 0)) THEN
    RETURN 0;
  END IF;

  DELETE FROM taken_user_id
  WHERE user_id IN (
    SELECT user_id FROM taken_user_id
    WHERE free_from <= now() - interval '1 day'
    LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS dropped_now = ROW_COUNT;
  dropped := dropped + dropped_now;

  DELETE FROM user_id_hold
  WHERE hold_id IN (
    SELECT hold_id FROM user_id_hold
    WHERE expires_at <= now() - interval '7 days'
    LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS dropped_now = ROW_COUNT;
  dropped := dropped + dropped_now;

  DELETE FROM idempotency_key
  WHERE (caller, path, key) IN (
    SELECT caller, path, key FROM idempotency_key
    WHERE kept_at <= now() - interval '24 hours'
    LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS dropped_now = ROW_COUNT;
  dropped := dropped + dropped_now;

  DELETE FROM attestation
  WHERE attestation_id IN (
    SELECT attestation_id FROM attestation
    WHERE erased_at IS NOT NULL AND attested_on < current_date - p_window_days
    LIMIT p_limit FOR UPDATE SKIP LOCKED
  );
  GET DIAGNOSTICS dropped_now = ROW_COUNT;
  dropped := dropped + dropped_now;

  PERFORM set_config('porten.audit_removal', 'on', true);
  DELETE FROM audit_record
  WHERE record_id IN (
    SELECT record_id FROM audit_record
    WHERE recorded_at <= now() - make_interval(days => p_audit_days)
    ORDER BY record_id
    LIMIT p_limit
  );
  GET DIAGNOSTICS dropped_now = ROW_COUNT;
  PERFORM set_config('porten.audit_removal', 'off', true);
  RETURN dropped + dropped_now;
END $$;
COMMENT ON FUNCTION tidy_up IS
  'Drops what nobody needs any more, of each kind at most p_limit rows, unless another gateway is at it';

-- Who was helped becomes a number that is nobody's, the same for the same person, so that counting
-- by persons stays exact.
CREATE FUNCTION erase_person(p_person bytea, p_window_days int, p_by text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
BEGIN
  PERFORM lock_witness(p_person);
  INSERT INTO erased_source (source_hash)
  SELECT source_hash FROM attestation
  WHERE (witness = p_person OR applicant = p_person) AND source_hash IS NOT NULL;
  UPDATE attestation SET source_hash = NULL, changed_xid = pg_current_xact_id()
  WHERE (witness = p_person OR applicant = p_person) AND source_hash IS NOT NULL;
  DELETE FROM attestation
  WHERE witness = p_person
    AND (voided_at IS NOT NULL OR attested_on < current_date - p_window_days);
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
COMMENT ON FUNCTION erase_person IS
  'Forgets who an applicant was, and of a witness all but the bare days that still count';

CREATE INDEX attestation_applicant ON attestation (applicant);
