-- Every function here is called by one statement, which is a transaction of its own. Who writes both locks the
-- hold's row before the directory's, so that nobody waits in a circle.

-- Answers a request whose answer does not depend on what is stored: with the first answer to its key, or this one.
CREATE FUNCTION answer_once(
  p_client text, p_path text, p_key text, p_body_digest bytea, p_status smallint, p_body bytea
) RETURNS TABLE (status smallint, body bytea, is_replay boolean, has_same_body boolean)
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
    SELECT k.kept_status, k.kept_body, true, k.has_same_body
    FROM kept_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF NOT FOUND THEN
    PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, p_status, p_body);
    RETURN QUERY SELECT p_status, p_body, false, true;
  END IF;
END $$;

-- A moment as answers have it: in UTC, the whole second before it.
CREATE FUNCTION rfc3339(p_moment timestamptz) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT convert_to(
    to_char(date_trunc('second', p_moment AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'UTF8')
$$;

-- Holds a user ID that nobody has. The key of the directory decides: its row is inserted, or taken over once it is
-- free again, or in the way.
CREATE FUNCTION hold_user_id(
  p_client text, p_subject text, p_request_id text,
  p_path text, p_key text, p_body_digest bytea,
  p_hold_id uuid, p_user_id text, p_user_id_hash bytea, p_hold_seconds integer,
  p_before_expiry bytea, p_after_expiry bytea, p_taken bytea
) RETURNS TABLE (status smallint, body bytea, is_replay boolean, has_same_body boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_expires_at CONSTANT timestamptz := now() + make_interval(secs => p_hold_seconds);
BEGIN
  RETURN QUERY
    SELECT k.kept_status, k.kept_body, true, k.has_same_body
    FROM kept_answer(p_client, p_path, p_key, p_body_digest) AS k;
  IF FOUND THEN
    RETURN;
  END IF;
  INSERT INTO taken_user_id AS t (user_id, hold_id, free_from)
  VALUES (p_user_id, p_hold_id, v_expires_at)
  ON CONFLICT (user_id) DO UPDATE
    SET hold_id = excluded.hold_id,
        free_from = excluded.free_from,
        taken_at = excluded.taken_at,
        changed_xid = excluded.changed_xid
    WHERE t.free_from <= now();
  IF FOUND THEN
    INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
    VALUES (p_hold_id, p_user_id, p_user_id_hash, p_client, v_expires_at);
    INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id, until)
    VALUES ('user-id-held', p_client, p_subject, p_request_id, p_user_id_hash, p_hold_id, v_expires_at);
    status := 201;
    body := p_before_expiry || rfc3339(v_expires_at) || p_after_expiry;
  ELSE
    status := 409;
    body := p_taken;
  END IF;
  PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, status, body);
  is_replay := false;
  has_same_body := true;
  RETURN NEXT;
END $$;

-- Makes a hold's user ID somebody's for good. No row: the client has no such hold, or it was released. Without
-- claimed_at: it had ended before.
CREATE FUNCTION claim_user_id(p_client text, p_subject text, p_request_id text, p_hold_id uuid)
RETURNS TABLE (user_id text, claimed_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  v_hold user_id_hold;
BEGIN
  SELECT h.* INTO v_hold
  FROM user_id_hold AS h
  WHERE h.hold_id = p_hold_id AND h.caller = p_client AND h.released_at IS NULL
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF v_hold.claimed_at IS NULL AND v_hold.expires_at > now() THEN
    UPDATE taken_user_id AS t
    SET free_from = NULL, changed_xid = pg_current_xact_id()
    WHERE t.user_id = v_hold.user_id AND t.hold_id = p_hold_id;
    IF FOUND THEN
      v_hold.claimed_at := now();
      UPDATE user_id_hold AS h SET claimed_at = v_hold.claimed_at WHERE h.hold_id = p_hold_id;
      INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id)
      VALUES ('user-id-claimed', p_client, p_subject, p_request_id, v_hold.user_id_hash, p_hold_id);
    END IF;
  END IF;
  RETURN QUERY SELECT v_hold.user_id, v_hold.claimed_at;
END $$;

-- Ends a hold that is under way, and leaves every other one as it is. Null: the client has no such hold.
CREATE FUNCTION release_user_id_hold(p_client text, p_subject text, p_request_id text, p_hold_id uuid)
RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  v_hold user_id_hold;
BEGIN
  SELECT h.* INTO v_hold
  FROM user_id_hold AS h
  WHERE h.hold_id = p_hold_id AND h.caller = p_client
  FOR UPDATE;
  IF v_hold.claimed_at IS NULL AND v_hold.released_at IS NULL AND v_hold.expires_at > now() THEN
    UPDATE taken_user_id AS t
    SET free_from = now(), changed_xid = pg_current_xact_id()
    WHERE t.user_id = v_hold.user_id AND t.hold_id = p_hold_id;
    IF FOUND THEN
      UPDATE user_id_hold AS h SET released_at = now() WHERE h.hold_id = p_hold_id;
      INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, hold_id)
      VALUES ('user-id-released', p_client, p_subject, p_request_id, v_hold.user_id_hash, p_hold_id);
    END IF;
  END IF;
  RETURN v_hold.user_id;
END $$;

-- Frees a user ID that somebody has or holds, once its quarantine is over; says whether anybody did. The hold is
-- read before it can be locked, so it may be another one by then; then all is done again.
CREATE FUNCTION free_user_id(
  p_client text, p_subject text, p_request_id text,
  p_user_id text, p_user_id_hash bytea, p_reason text, p_quarantine_days integer
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_until CONSTANT timestamptz := now() + p_quarantine_days * interval '24 hours';
  v_hold_id uuid;
  v_is_under_way boolean;
  v_taken_at timestamptz;
BEGIN
  LOOP
    SELECT t.hold_id INTO v_hold_id
    FROM taken_user_id AS t
    WHERE t.user_id = p_user_id AND (t.free_from IS NULL OR t.free_from > now());
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    SELECT h.claimed_at IS NULL AND h.released_at IS NULL INTO v_is_under_way
    FROM user_id_hold AS h
    WHERE h.hold_id = v_hold_id
    FOR UPDATE;
    UPDATE taken_user_id AS t
    SET free_from = v_until, changed_xid = pg_current_xact_id()
    WHERE t.user_id = p_user_id
      AND t.hold_id IS NOT DISTINCT FROM v_hold_id
      AND (t.free_from IS NULL OR (t.free_from > now() AND v_is_under_way))
    RETURNING t.taken_at INTO v_taken_at;
    EXIT WHEN FOUND;
    PERFORM 1
    FROM taken_user_id AS t
    WHERE t.user_id = p_user_id AND t.hold_id IS NOT DISTINCT FROM v_hold_id;
    IF FOUND THEN
      -- In quarantine.
      RETURN false;
    END IF;
  END LOOP;
  IF v_hold_id IS NULL THEN
    -- The next to have it will take this row, which is all that tells of the import.
    INSERT INTO audit_record (action, client, subject, request_id, user_id_hash, since)
    VALUES ('user-id-imported', 'import', 'import', p_request_id, p_user_id_hash, v_taken_at);
  ELSE
    UPDATE user_id_hold AS h SET released_at = now() WHERE h.hold_id = v_hold_id;
  END IF;
  INSERT INTO audit_record
    (action, client, subject, request_id, user_id_hash, hold_id, until, reason)
  VALUES
    ('user-id-freed', p_client, p_subject, p_request_id, p_user_id_hash, v_hold_id, v_until, p_reason);
  RETURN true;
END $$;

-- Records that user IDs are somebody's, whoever holds them now; says of how many that was news. They come in
-- ascending order and are locked in it. A row that is in the way is looked at only if there is one.
CREATE FUNCTION import_user_ids(p_ascending text[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_added integer;
  v_taken_over integer := 0;
BEGIN
  INSERT INTO taken_user_id (user_id)
  SELECT unnest(p_ascending)
  ON CONFLICT (user_id) DO NOTHING;
  GET DIAGNOSTICS v_added = ROW_COUNT;
  IF v_added < cardinality(p_ascending) THEN
    UPDATE taken_user_id AS t
    SET hold_id = NULL, free_from = NULL, taken_at = now(), changed_xid = pg_current_xact_id()
    FROM (
      SELECT u.user_id
      FROM taken_user_id AS u
      WHERE u.user_id = ANY (p_ascending) AND u.free_from IS NOT NULL
      ORDER BY u.user_id
      FOR UPDATE
    ) AS held
    WHERE t.user_id = held.user_id AND t.free_from IS NOT NULL;
    GET DIAGNOSTICS v_taken_over = ROW_COUNT;
  END IF;
  RETURN v_added + v_taken_over;
END $$;
