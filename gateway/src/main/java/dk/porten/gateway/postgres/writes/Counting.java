package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * All that counts of a witness, as the function {@code counting} of the database puts it into one
 * value: of each attestation the day, in days since the year 2000, and the applicant's hash.
 */
record Counting(Buffer bytes) {

  static final Counting NOTHING = new Counting(Buffer.buffer());

  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final int HASH_BYTES = 32;
  private static final int ENTRY_BYTES = Integer.BYTES + HASH_BYTES;

  AttestationFact fact() {
    List<Attestation> attestations = new ArrayList<>(bytes.length() / ENTRY_BYTES);
    for (int entry = 0; entry < bytes.length(); entry += ENTRY_BYTES) {
      int hash = entry + Integer.BYTES;
      attestations.add(
          new Attestation(
              FIRST_DAY.plusDays(bytes.getInt(entry)),
              PersonHash.of(bytes.getBytes(hash, hash + HASH_BYTES))));
    }
    return new AttestationFact(attestations);
  }
}
