package dk.porten.gateway.history;

import java.util.List;
import java.util.Set;

/** A fault of the write path as somebody might make it, put into the database by SQL alone. */
@SuppressWarnings("ImmutableEnumChecker") // its sets and lists are Set.of and List.of
enum SeededFault {
  CHECK_THEN_INSERT(
      Set.of(Clause.TWO_HOLDERS, Clause.HELD_WHILE_CLAIMED),
      List.of(),
      """
      ALTER TABLE taken_user_id DROP CONSTRAINT taken_user_id_key;
      CREATE OR REPLACE FUNCTION hold_user_id(
        p_client text, p_subject text, p_request_id text,
        p_path text, p_key text, p_body_digest bytea,
        p_hold_id uuid, p_user_id text, p_user_id_hash bytea, p_hold_seconds integer,
        p_held bytea, p_taken bytea
      ) RETURNS TABLE (
        outcome text, answer bytea, is_replay boolean, has_same_body boolean, until timestamptz
      )
      LANGUAGE plpgsql AS $$
      DECLARE
        v_expires_at CONSTANT timestamptz := now() + make_interval(secs => p_hold_seconds);
      BEGIN
        RETURN QUERY SELECT * FROM first_answer(p_client, p_path, p_key, p_body_digest);
        IF FOUND THEN
          RETURN;
        END IF;
        PERFORM 1 FROM taken_user_id AS t
        WHERE t.user_id = p_user_id AND (t.free_from IS NULL OR t.free_from > now());
        IF FOUND THEN
          outcome := 'taken';
          answer := p_taken;
        ELSE
          PERFORM pg_sleep(0.01);
          DELETE FROM taken_user_id AS t WHERE t.user_id = p_user_id AND t.free_from <= now();
          INSERT INTO taken_user_id (user_id, hold_id, free_from)
          VALUES (p_user_id, p_hold_id, v_expires_at);
          INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
          VALUES (p_hold_id, p_user_id, p_user_id_hash, p_client, v_expires_at);
          outcome := 'held';
          answer := p_held;
          until := v_expires_at;
        END IF;
        PERFORM keep_answer(p_client, p_path, p_key, p_body_digest, outcome, answer, until, NULL);
        is_replay := false;
        has_same_body := true;
        RETURN NEXT;
      END $$;
      """),

  /** The rows come late, so that another transaction counts in between. */
  QUOTA_BY_COUNT_ALONE(
      Set.of(Clause.FOURTH_IN_WINDOW),
      List.of(),
      """
      CREATE OR REPLACE FUNCTION lock_witness(p_witness bytea) RETURNS void
        LANGUAGE sql AS 'SELECT';
      CREATE FUNCTION come_late() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(0.01);
        RETURN NEW;
      END $$;
      CREATE TRIGGER attestation_comes_late BEFORE INSERT ON attestation
        FOR EACH ROW EXECUTE FUNCTION come_late();
      """),

  /**
   * Keys in a place that does not share the fate of their effects: a crash empties it. A retry then
   * has a second effect; whether an answer, the key or only the record tells depends on which of
   * its answers got through.
   */
  KEYS_APART_FROM_EFFECTS(
      Set.of(Clause.RETRY_DIFFERS, Clause.KEY_TWO_EFFECTS, Clause.COUNTED_TWICE),
      List.of(FaultInjector.Kind.DATABASE_STOPPED),
      """
      ALTER TABLE idempotency_key SET UNLOGGED;
      """);

  private final Set<Clause> clauses;
  private final List<FaultInjector.Kind> kills;
  private final String statements;

  SeededFault(Set<Clause> clauses, List<FaultInjector.Kind> kills, String statements) {
    this.clauses = clauses;
    this.kills = kills;
    this.statements = statements;
  }

  /** Returns the clauses of which it has to break at least one. */
  Set<Clause> clauses() {
    return clauses;
  }

  /** Returns what has to be killed for it to show. */
  List<FaultInjector.Kind> kills() {
    return kills;
  }

  /** Returns the SQL that makes it. */
  String statements() {
    return statements;
  }
}
