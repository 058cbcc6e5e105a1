-- Nobody else records for these witnesses to the end of the transaction, and no other import runs beside this one.
CREATE FUNCTION lock_for_import(p_witnesses bytea[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('porten import attestations', 0));
  PERFORM lock_witness(witness)
  FROM (SELECT DISTINCT witness FROM unnest(p_witnesses) AS witness ORDER BY witness) AS ascending;
END $$;
COMMENT ON FUNCTION lock_for_import IS 'Lets one transaction at a time import, and record for these witnesses';

CREATE FUNCTION import_attestations(
  p_attestation_ids uuid[], p_sources bytea[], p_witnesses bytea[], p_applicants bytea[],
  p_days date[], p_rule_packs text[]
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attestation (
    attestation_id, source_hash, witness, applicant, attested_on, rule_pack, recorded_by
  )
  SELECT attestation_id, source, witness, applicant, day, rule_pack, 'import/import'
  FROM unnest(p_attestation_ids, p_sources, p_witnesses, p_applicants, p_days, p_rule_packs)
    AS imported (attestation_id, source, witness, applicant, day, rule_pack);
  -- In the order of the file, which is the order in which the quota was judged.
  INSERT INTO audit_record (action, client, subject, request_id, witness, applicant, attestation_id)
  SELECT 'attestation-recorded', 'import', 'import', '', witness, applicant, attestation_id
  FROM unnest(p_attestation_ids, p_witnesses, p_applicants)
    WITH ORDINALITY AS imported (attestation_id, witness, applicant, place)
  ORDER BY place;
END $$;
COMMENT ON FUNCTION import_attestations IS
  'Records attestations of another system, of witnesses whom the transaction has locked';
