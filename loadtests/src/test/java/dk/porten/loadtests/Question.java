package dk.porten.loadtests;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A request whose verdict is known beforehand, whatever the day and whatever is in the database.
 *
 * @param name what it asks; the name of its line in the report
 * @param body makes a body, each time with new random IDs where it holds any
 * @param verdict the only right one
 */
record Question(String name, Supplier<String> body, String verdict) {

  static final List<Question> USER_IDS =
      List.of(
          new Question("user ID, free", () -> userId(freeUserId()), "available"),
          new Question("user ID, malformed", () -> userId(randomLetters(8) + "/"), "invalid"));

  static final List<Question> DOCUMENTS =
      List.of(
          new Question(
              "documents, a licence",
              () -> documents(licence("2031-05-17", ",\"nameMatchesCpr\":true")),
              "sufficient"),
          new Question(
              "documents, passport and health card",
              () -> documents(foreignPassport() + "," + healthCard()),
              "sufficient"),
          new Question(
              "documents, a foreign passport", () -> documents(foreignPassport()), "insufficient"),
          new Question(
              "documents, an expired passport",
              () -> documents(danishPassport("2020-01-31")),
              "insufficient"),
          new Question(
              "documents, the name not told",
              () -> documents(licence("2031-05-17", "")),
              "needs-assessment"));

  static final List<Question> WITNESSES =
      List.of(
          new Question(
              "witness, of age",
              () -> witness(",\"personId\":\"" + UUID.randomUUID() + "\"", "1980-02-29"),
              "allowed"),
          new Question(
              "witness, under age",
              () -> witness(",\"personId\":\"" + UUID.randomUUID() + "\"", "2012-06-01"),
              "not-allowed"),
          new Question(
              "witness, not told who", () -> witness("", "1980-02-29"), "needs-assessment"));

  /** Sixteen random letters: nobody has such a user ID, nor did anybody ever ask for it. */
  static String freeUserId() {
    return randomLetters(16);
  }

  static String userId(String userId) {
    return """
        {"userId":"%s"}"""
        .formatted(userId);
  }

  private static String documents(String documents) {
    return """
        {"on":"2026-12-03","rulePack":"mitid-national","documents":[%s]}"""
        .formatted(documents);
  }

  private static String witness(String personId, String birthDate) {
    return """
        {"on":"2026-12-03","rulePack":"mitid-national","applicant":{"personId":"%s"},
         "witness":{"birthDate":"%s","mitIdSince":"2022-01-01","documents":[%s]%s}}"""
        .formatted(UUID.randomUUID(), birthDate, danishPassport("2030-06-30"), personId);
  }

  /** Makes a body that can be recorded today: a witness and an applicant who never came before. */
  static String attestation() {
    return """
        {"applicant":{"personId":"%s"},
         "witness":{"personId":"%s","birthDate":"1980-02-29","mitIdSince":"2022-01-01",\
        "documents":[%s]}}"""
        .formatted(UUID.randomUUID(), UUID.randomUUID(), danishPassport("2099-12-31"));
  }

  private static String danishPassport(String expiresOn) {
    return """
        {"type":"passport","issuer":"DK","cprNumberShown":true,"nameMatchesCpr":true,\
        "expiresOn":"%s"}"""
        .formatted(expiresOn);
  }

  private static String foreignPassport() {
    return """
        {"type":"passport","issuer":"SE","cprNumberShown":false,"nameMatchesCpr":true,\
        "expiresOn":"2030-01-01"}""";
  }

  private static String healthCard() {
    return """
        {"type":"health-insurance-card","issuer":"DK","cprNumberShown":true,\
        "nameMatchesCpr":true}""";
  }

  private static String licence(String expiresOn, String name) {
    return """
        {"type":"driving-licence","issuer":"DK","expiresOn":"%s"%s}"""
        .formatted(expiresOn, name);
  }

  static String randomLetters(int length) {
    StringBuilder letters = new StringBuilder(length);
    ThreadLocalRandom.current().ints(length, 'a', 'z' + 1).forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
