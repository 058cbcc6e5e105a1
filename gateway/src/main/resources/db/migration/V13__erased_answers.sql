-- By the attestation's name, with which the body of such an answer begins. An index over an expression, so that the
-- previous release, which goes on keeping answers meanwhile, need not fill a column.
CREATE INDEX idempotency_key_attestation ON idempotency_key (substr(body, 19, 36))
  WHERE path = '/v1/attestations' AND status = 201;

-- As in V7, and what was answered to the recording of an attestation that goes is marked as erased: the key stays, so
-- that a request that is sent again records nothing. The previous release fails (500) to answer such a one.
CREATE OR REPLACE FUNCTION erase_person(p_person bytea, p_by text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
BEGIN
  -- Every witness whose record changes, in one order for all, so that nobody records meanwhile.
  PERFORM lock_witness(w.witness)
  FROM (
    SELECT DISTINCT witness FROM attestation
    WHERE applicant = p_person OR witness = p_person
    ORDER BY witness
  ) AS w;
  UPDATE idempotency_key SET status = 410, body = ''
  WHERE path = '/v1/attestations' AND status = 201
    AND substr(body, 19, 36) = ANY (ARRAY(
      SELECT convert_to(attestation_id::text, 'UTF8') FROM attestation
      WHERE witness = p_person AND erased_at IS NULL
    ));
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
COMMENT ON COLUMN idempotency_key.status IS
  'The answer''s HTTP status; 410 if what it told of was erased since';
COMMENT ON COLUMN idempotency_key.body IS 'The answer''s body, byte for byte; empty if it is erased';
