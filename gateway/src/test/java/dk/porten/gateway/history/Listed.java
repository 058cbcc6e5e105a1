package dk.porten.gateway.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** An attestation as a witness's history lists it. */
record Listed(String attestationId, LocalDate on, String rulePack, boolean isVoid) {

  /** Returns what an answered read lists; nothing of what is no such list. */
  static List<Listed> of(Attempt read) {
    return read
        .answer()
        .map(answer -> answer.json().getValue("attestations"))
        .filter(JsonArray.class::isInstance)
        .map(JsonArray.class::cast)
        .stream()
        .flatMap(JsonArray::stream)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(Listed::of)
        .toList();
  }

  private static Stream<Listed> of(JsonObject object) {
    try {
      return Stream.of(
          new Listed(
              object.getString("attestationId", ""),
              LocalDate.parse(object.getString("on", "")),
              object.getString("rulePack", ""),
              object.getValue("voidedAt") != null));
    } catch (DateTimeException | ClassCastException notListed) {
      return Stream.of();
    }
  }

  /** Returns whether it is on that day and under a version of that pack. */
  boolean isAs(LocalDate day, String pack) {
    return on.equals(day) && (rulePack.equals(pack) || rulePack.startsWith(pack + "@"));
  }
}
