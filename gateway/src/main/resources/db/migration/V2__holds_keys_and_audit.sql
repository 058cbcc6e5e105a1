-- Rows that are there keep a null: they were changed before anybody asked for changes.
ALTER TABLE taken_user_id
  ADD COLUMN hold_id uuid,
  ADD COLUMN free_from timestamptz,
  ADD COLUMN changed_xid xid8;
ALTER TABLE taken_user_id ALTER COLUMN changed_xid SET DEFAULT pg_current_xact_id();
CREATE INDEX taken_user_id_changed ON taken_user_id (changed_xid) WHERE changed_xid IS NOT NULL;
CREATE INDEX taken_user_id_free ON taken_user_id (free_from) WHERE free_from IS NOT NULL;
COMMENT ON TABLE taken_user_id IS 'The directory: the user IDs that are somebody''s, held or not free again yet';
COMMENT ON COLUMN taken_user_id.hold_id IS 'The hold by which it is held or was claimed; null if it was imported';
COMMENT ON COLUMN taken_user_id.free_from IS
  'When it is free again: the end of a hold or a quarantine; null while it is somebody''s';
COMMENT ON COLUMN taken_user_id.changed_xid IS 'The transaction that changed it last, for the change feed';

ALTER TABLE attestation ADD COLUMN changed_xid xid8;
ALTER TABLE attestation ALTER COLUMN changed_xid SET DEFAULT pg_current_xact_id();
CREATE INDEX attestation_changed ON attestation (changed_xid) WHERE changed_xid IS NOT NULL;
COMMENT ON COLUMN attestation.changed_xid IS 'The transaction that changed it last, for the change feed';

CREATE TABLE user_id_hold (
  hold_id uuid CONSTRAINT user_id_hold_key PRIMARY KEY,
  user_id text COLLATE "C" NOT NULL,
  user_id_hash bytea NOT NULL,
  caller text NOT NULL,
  held_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  claimed_at timestamptz,
  released_at timestamptz,
  CONSTRAINT user_id_hold_hash CHECK (octet_length(user_id_hash) = 32)
);
CREATE INDEX user_id_hold_expires ON user_id_hold (expires_at);
COMMENT ON TABLE user_id_hold IS 'Holds on record: those under way and, for a while, those that ended';
COMMENT ON COLUMN user_id_hold.hold_id IS 'The name of the hold in the API';
COMMENT ON COLUMN user_id_hold.user_id IS 'The canonical form of what is held';
COMMENT ON COLUMN user_id_hold.user_id_hash IS
  'Keyed hash of it, for the audit: whoever claims or releases the hold does not send the user ID';
COMMENT ON COLUMN user_id_hold.caller IS 'The client that made it; nobody else sees it';
COMMENT ON COLUMN user_id_hold.held_at IS 'When it was made, by the database''s clock';
COMMENT ON COLUMN user_id_hold.expires_at IS 'Up to when it keeps others out, unless it is claimed';
COMMENT ON COLUMN user_id_hold.claimed_at IS 'When the user ID became somebody''s; null if it did not';
COMMENT ON COLUMN user_id_hold.released_at IS
  'When its caller let it go, or support freed the user ID; null if nobody did';

CREATE TABLE idempotency_key (
  caller text NOT NULL,
  path text NOT NULL,
  key text NOT NULL,
  body_digest bytea NOT NULL,
  status smallint NOT NULL,
  body bytea NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_key_key PRIMARY KEY (caller, path, key),
  CONSTRAINT idempotency_key_digest CHECK (octet_length(body_digest) = 32)
);
CREATE INDEX idempotency_key_kept_at ON idempotency_key (kept_at);
COMMENT ON TABLE idempotency_key IS 'The first answer to each key, kept in the transaction of its effect';
COMMENT ON COLUMN idempotency_key.caller IS 'The client that sent the key';
COMMENT ON COLUMN idempotency_key.path IS 'The operation that it was sent to';
COMMENT ON COLUMN idempotency_key.key IS 'What the client sent as Idempotency-Key';
COMMENT ON COLUMN idempotency_key.body_digest IS 'SHA-256 of the body that was sent with it';
COMMENT ON COLUMN idempotency_key.status IS 'The answer''s HTTP status';
COMMENT ON COLUMN idempotency_key.body IS 'The answer''s body, byte for byte';
COMMENT ON COLUMN idempotency_key.kept_at IS 'When it was first answered';

CREATE TABLE audit_record (
  record_id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_record_key PRIMARY KEY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  action text NOT NULL,
  client text NOT NULL,
  subject text NOT NULL,
  request_id text NOT NULL,
  user_id_hash bytea,
  witness bytea,
  applicant bytea,
  hold_id uuid,
  attestation_id uuid,
  since timestamptz,
  until timestamptz,
  reason text,
  CONSTRAINT audit_record_action CHECK (
    action IN (
      'user-id-imported', 'user-id-held', 'user-id-claimed', 'user-id-released', 'user-id-freed',
      'attestation-recorded', 'attestation-voided', 'person-erased'
    )
  ),
  CONSTRAINT audit_record_user_id_hash CHECK (octet_length(user_id_hash) = 32),
  CONSTRAINT audit_record_witness_hash CHECK (octet_length(witness) = 32),
  CONSTRAINT audit_record_applicant_hash CHECK (octet_length(applicant) = 32)
);
CREATE INDEX audit_record_user_id ON audit_record (user_id_hash, record_id) WHERE user_id_hash IS NOT NULL;
CREATE INDEX audit_record_witness ON audit_record (witness, record_id) WHERE witness IS NOT NULL;
CREATE INDEX audit_record_applicant ON audit_record (applicant, record_id) WHERE applicant IS NOT NULL;
CREATE INDEX audit_record_recorded_at ON audit_record (recorded_at);
COMMENT ON TABLE audit_record IS 'Who wrote what and when; rows are added, and dropped only when their time is over';
COMMENT ON COLUMN audit_record.record_id IS 'In the order of writing, more or less: transactions overlap';
COMMENT ON COLUMN audit_record.recorded_at IS 'When it was written, by the database''s clock';
COMMENT ON COLUMN audit_record.action IS 'What was done';
COMMENT ON COLUMN audit_record.client IS 'The caller: its client';
COMMENT ON COLUMN audit_record.subject IS 'The caller: the person or machine that the token speaks for';
COMMENT ON COLUMN audit_record.request_id IS 'The X-Request-Id of the write';
COMMENT ON COLUMN audit_record.user_id_hash IS 'Keyed hash of the user ID''s canonical form';
COMMENT ON COLUMN audit_record.witness IS 'HMAC-SHA-256 of the witness''s person id';
COMMENT ON COLUMN audit_record.applicant IS 'HMAC-SHA-256 of the applicant''s person id';
COMMENT ON COLUMN audit_record.hold_id IS 'The hold concerned, if any';
COMMENT ON COLUMN audit_record.attestation_id IS 'The attestation concerned, if any';
COMMENT ON COLUMN audit_record.since IS 'When it happened, if it is recorded later only';
COMMENT ON COLUMN audit_record.until IS 'The end of the hold or of the quarantine';
COMMENT ON COLUMN audit_record.reason IS 'Why, in the caller''s words';

-- Rows go only for a function that says so; a slip in a statement cannot rewrite what happened.
CREATE FUNCTION audit_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('porten.audit_removal', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'audit_record is append-only';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_record_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_record
  FOR EACH STATEMENT EXECUTE FUNCTION audit_record_is_append_only();
