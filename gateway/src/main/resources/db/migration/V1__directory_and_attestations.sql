CREATE TABLE taken_user_id (
  user_id text COLLATE "C" CONSTRAINT taken_user_id_key PRIMARY KEY,
  taken_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT taken_user_id_length CHECK (char_length(user_id) BETWEEN 1 AND 512)
);
COMMENT ON TABLE taken_user_id IS 'The directory: the user IDs that are somebody''s';
COMMENT ON COLUMN taken_user_id.user_id IS 'The canonical form';
COMMENT ON COLUMN taken_user_id.taken_at IS 'When this database learned that it is taken';

CREATE TABLE attestation (
  attestation_id uuid CONSTRAINT attestation_key PRIMARY KEY,
  witness bytea NOT NULL,
  applicant bytea NOT NULL,
  attested_on date NOT NULL,
  rule_pack text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by text NOT NULL,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  CONSTRAINT attestation_witness_hash CHECK (octet_length(witness) = 32),
  CONSTRAINT attestation_applicant_hash CHECK (octet_length(applicant) = 32),
  CONSTRAINT attestation_void CHECK (
    num_nonnulls(voided_at, voided_by, void_reason) IN (0, 3)
  )
);
CREATE INDEX attestation_in_force ON attestation (witness, attested_on) WHERE voided_at IS NULL;
COMMENT ON TABLE attestation IS 'Who attested whom and when; rows are voided, never deleted';
COMMENT ON COLUMN attestation.attestation_id IS 'The name of the attestation in the API';
COMMENT ON COLUMN attestation.witness IS 'HMAC-SHA-256 of the witness''s person id';
COMMENT ON COLUMN attestation.applicant IS 'HMAC-SHA-256 of the applicant''s person id';
COMMENT ON COLUMN attestation.attested_on IS 'The day on which it took place';
COMMENT ON COLUMN attestation.rule_pack IS 'The rules that allowed it, as id@version';
COMMENT ON COLUMN attestation.recorded_at IS 'When it was recorded, by the database''s clock';
COMMENT ON COLUMN attestation.recorded_by IS 'The caller that recorded it';
COMMENT ON COLUMN attestation.voided_at IS 'When it was voided; null while it counts';
COMMENT ON COLUMN attestation.voided_by IS 'The caller that voided it';
COMMENT ON COLUMN attestation.void_reason IS 'Why it was voided, in the caller''s words';

CREATE TABLE person_key (
  the_only boolean CONSTRAINT person_key_key PRIMARY KEY DEFAULT true,
  check_value bytea NOT NULL,
  CONSTRAINT person_key_single CHECK (the_only),
  CONSTRAINT person_key_check_value CHECK (octet_length(check_value) = 32)
);
COMMENT ON TABLE person_key IS 'Which key the hashes of person ids are made with; at most one row';
COMMENT ON COLUMN person_key.the_only IS 'Always true, which keeps the table at one row';
COMMENT ON COLUMN person_key.check_value IS 'HMAC-SHA-256 of a fixed label under that key';
