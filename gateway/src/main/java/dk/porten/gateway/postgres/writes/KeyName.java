package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.IdempotencyKey;

/** An idempotency key whatever came with it: requests with one and the same take turns. */
record KeyName(String client, String path, String key) {

  static KeyName of(IdempotencyKey key) {
    return new KeyName(key.client(), key.path(), key.key());
  }
}
