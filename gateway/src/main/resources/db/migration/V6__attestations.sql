-- Of an import. A keyed hash, for what a record is called elsewhere may name a person.
ALTER TABLE attestation
  ADD COLUMN source_hash bytea
    CONSTRAINT attestation_source UNIQUE
    CONSTRAINT attestation_source_hash CHECK (octet_length(source_hash) = 32);
COMMENT ON COLUMN attestation.source_hash IS
  'HMAC-SHA-256 of the name that an imported attestation had where it came from; null if it was recorded here';

CREATE TABLE erased_source (
  source_hash bytea CONSTRAINT erased_source_key PRIMARY KEY
);
COMMENT ON TABLE erased_source IS 'Attestations of erased persons, which another import must not bring back';
COMMENT ON COLUMN erased_source.source_hash IS 'As it was in attestation';

CREATE INDEX attestation_voided ON attestation (witness, attested_on) WHERE voided_at IS NOT NULL;

-- Held to the end of the transaction. Two witnesses with the same 64 bits wait for each other and come to no harm.
CREATE FUNCTION lock_witness(p_witness bytea) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(('x' || encode(substr(p_witness, 1, 8), 'hex'))::bit(64)::bigint)
$$;
COMMENT ON FUNCTION lock_witness IS 'Lets one transaction at a time record for a witness';

-- Each statement has a snapshot of its own: the last one sees all that was committed before the lock was got.
CREATE FUNCTION open_attestation(
  p_client text, p_path text, p_key text, p_body_digest bytea, p_witness bytea
) RETURNS TABLE (kept_status smallint, kept_body bytea, has_same_body boolean, days date[], applicants bytea[])
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
    SELECT k.kept_status, k.kept_body, k.has_same_body, NULL::date[], NULL::bytea[]
    FROM kept_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF FOUND THEN
    RETURN;
  END IF;
  PERFORM lock_witness(p_witness);
  RETURN QUERY
    SELECT NULL::smallint, NULL::bytea, NULL::boolean,
      coalesce(array_agg(a.attested_on ORDER BY a.attested_on), '{}'),
      coalesce(array_agg(a.applicant ORDER BY a.attested_on), '{}')
    FROM (
      SELECT attested_on, applicant
      FROM attestation
      WHERE witness = p_witness AND voided_at IS NULL
      ORDER BY attested_on DESC
      LIMIT 1000
    ) AS a;
END $$;
COMMENT ON FUNCTION open_attestation IS
  'Begins a recording: the answer kept under the key, or all that counts of the witness, who is locked';

CREATE FUNCTION record_attestation(
  p_client text, p_path text, p_key text, p_body_digest bytea, p_status smallint, p_body bytea,
  p_subject text, p_request_id text,
  p_attestation_id uuid, p_witness bytea, p_applicant bytea, p_on date, p_rule_pack text
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
  VALUES (p_attestation_id, p_witness, p_applicant, p_on, p_rule_pack, p_client || '/' || p_subject);
  INSERT INTO audit_record (action, client, subject, request_id, witness, applicant, attestation_id)
  VALUES (
    'attestation-recorded', p_client, p_subject, p_request_id, p_witness, p_applicant, p_attestation_id
  );
  PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, p_status, p_body);
END $$;
COMMENT ON FUNCTION record_attestation IS 'Records an attestation of a witness whom the transaction has locked, and keeps the answer';

-- The update waits for one under way that voids the same, and then finds nothing to do.
CREATE FUNCTION void_attestation(
  p_attestation_id uuid, p_reason text, p_client text, p_subject text, p_request_id text
) RETURNS TABLE (voided_witness bytea, voided_moment timestamptz)
LANGUAGE plpgsql AS $$
BEGIN
  WITH voided AS (
    UPDATE attestation
    SET voided_at = now(),
        voided_by = p_client || '/' || p_subject,
        void_reason = p_reason,
        changed_xid = pg_current_xact_id()
    WHERE attestation_id = p_attestation_id AND voided_at IS NULL
    RETURNING witness, applicant
  )
  INSERT INTO audit_record (
    action, client, subject, request_id, witness, applicant, attestation_id, reason
  )
  SELECT
    'attestation-voided', p_client, p_subject, p_request_id, witness, applicant, p_attestation_id, p_reason
  FROM voided;
  RETURN QUERY
    SELECT witness, voided_at FROM attestation WHERE attestation_id = p_attestation_id;
END $$;
COMMENT ON FUNCTION void_attestation IS 'Voids an attestation unless it is void, and tells since when it is';
