-- What clients have used of their budgets: gateways tell each other, and themselves after a restart. A row is what one
-- gateway saw of a client in about a second. What is told twice counts once, so nothing here is ever changed.
CREATE TABLE budget_use (
  use_id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT budget_use_key PRIMARY KEY,
  day date NOT NULL,
  client text NOT NULL,
  kind text NOT NULL,
  marks bytea NOT NULL
);
CREATE INDEX budget_use_day ON budget_use (day);
COMMENT ON TABLE budget_use IS 'What clients used of their budgets, of today and the days before';
COMMENT ON COLUMN budget_use.use_id IS 'The order in which gateways read it';
COMMENT ON COLUMN budget_use.day IS 'The UTC day on which it was used, by the gateway''s clock';
COMMENT ON COLUMN budget_use.client IS 'The client that used it';
COMMENT ON COLUMN budget_use.kind IS 'user-ids, claims, attestations, holds-made or holds-ended';
COMMENT ON COLUMN budget_use.marks IS
  'Eight bytes for each use: keyed hashes of user IDs, or numbers that stand for holds and attestations; sixteen for a hold, with its end';

-- Tells what was used; returns what was told by any gateway, in order.
CREATE FUNCTION share_budget_use(
  p_days date[], p_clients text[], p_kinds text[], p_marks bytea[], p_after bigint, p_most integer
) RETURNS TABLE (use_id bigint, day date, client text, kind text, marks bytea)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO budget_use (day, client, kind, marks)
  SELECT used.day, used.client, used.kind, used.marks
  FROM unnest(p_days, p_clients, p_kinds, p_marks) AS used (day, client, kind, marks);
  RETURN QUERY
    SELECT u.use_id, u.day, u.client, u.kind, u.marks
    FROM budget_use AS u
    WHERE u.use_id > p_after
      -- What counts still: marks of a UTC day, holds of a day at most.
      AND u.day >= (now() AT TIME ZONE 'UTC')::date - 1
    ORDER BY u.use_id
    LIMIT p_most;
END $$;
COMMENT ON FUNCTION share_budget_use IS 'Tells what clients used of their budgets, and returns what was told since';
