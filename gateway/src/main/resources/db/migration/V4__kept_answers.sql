-- Waits until a request with the same key that is under way has ended, then tells what it was answered.
CREATE FUNCTION kept_answer(p_client text, p_path text, p_key text, p_body_digest bytea)
RETURNS TABLE (kept_status smallint, kept_body bytea, has_same_body boolean)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_client || ' ' || p_path || ' ' || p_key, 0));
  RETURN QUERY
    SELECT k.status, k.body, k.body_digest = p_body_digest
    FROM idempotency_key AS k
    WHERE k.caller = p_client AND k.path = p_path AND k.key = p_key
      AND k.kept_at > now() - interval '24 hours';
END $$;

-- Keeps an answer in the transaction of its effect; a key whose time is over may be used again.
CREATE FUNCTION keep_answer(
  p_client text, p_path text, p_key text, p_body_digest bytea, p_status smallint, p_body bytea
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_key AS k (caller, path, key, body_digest, status, body)
  VALUES (p_client, p_path, p_key, p_body_digest, p_status, p_body)
  ON CONFLICT (caller, path, key) DO UPDATE
    SET body_digest = excluded.body_digest,
        status = excluded.status,
        body = excluded.body,
        kept_at = excluded.kept_at
    WHERE k.kept_at <= now() - interval '24 hours';
  IF NOT FOUND THEN
    RAISE unique_violation USING MESSAGE = 'the key has an answer';
  END IF;
END $$;
