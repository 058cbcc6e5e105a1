ALTER TABLE attestation ADD COLUMN erased_at timestamptz;
CREATE INDEX attestation_erased ON attestation (attested_on) WHERE erased_at IS NOT NULL;
COMMENT ON COLUMN attestation.erased_at IS
  'When all but the bare day was erased; null while the record is whole';

CREATE FUNCTION drop_audit_records(p_days int, p_limit int) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  dropped bigint;
BEGIN
  PERFORM set_config('porten.audit_removal', 'on', true);
  DELETE FROM audit_record
  WHERE record_id = ANY (ARRAY(
    SELECT record_id FROM audit_record
    WHERE recorded_at <= now() - make_interval(days => p_days)
    ORDER BY recorded_at
    LIMIT p_limit
  ));
  GET DIAGNOSTICS dropped = ROW_COUNT;
  PERFORM set_config('porten.audit_removal', 'off', true);
  RETURN dropped;
END $$;
COMMENT ON FUNCTION drop_audit_records IS 'Drops audit records whose time is over, the oldest first, at most p_limit';

-- Who was helped becomes a number that is nobody's, the same for the same person, so that counting
-- by persons stays exact.
CREATE FUNCTION erase_person(p_person bytea, p_by text) RETURNS bigint
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
COMMENT ON FUNCTION erase_person IS
  'Forgets who an applicant was, and of a witness all but the bare days that still count';

CREATE INDEX attestation_applicant ON attestation (applicant);
