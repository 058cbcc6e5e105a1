package dk.porten.gateway.ledger;

import io.vertx.core.buffer.Buffer;

/**
 * The name that a client gave to one request, so that repeating it does nothing twice.
 *
 * @param client to whom it belongs
 * @param path the operation it was sent to
 * @param bodyDigest SHA-256 of the body that came with it: the same key with another body is
 *     refused
 */
public record IdempotencyKey(String client, String path, String key, Buffer bodyDigest) {}
