package dk.porten.gateway.http;

import static dk.porten.gateway.http.RandomJson.NUMBERS;
import static dk.porten.gateway.http.RandomJson.quoted;

import java.util.List;
import java.util.Random;

/** Makes requests: some are good, most have a few things wrong with them. */
final class RandomRequests {
  private static final List<String> TYPES =
      List.of("passport", "driving-licence", "nato-passport", "name-certificate", "other", "paper");
  private static final List<String> COUNTRIES = List.of("DK", "GL", "FO", "SE", "XK", "AA", "dk");
  private static final List<String> PACKS =
      List.of(
          "mitid-national",
          "mitid-national@1",
          "nemid-herning",
          "m1-2",
          "Mitid",
          "a--b",
          "x@0",
          "");
  private static final List<String> DATES =
      List.of(
          "2026-12-03",
          "2024-02-29",
          "2023-02-29",
          "1900-02-29",
          "2000-02-29",
          "2026-04-31",
          "0000-01-01",
          "0001-01-01",
          "9999-12-31",
          "1899-12-31",
          "2200-01-01",
          "2026-13-01",
          "2026-00-10",
          "2026-1-1",
          "+2026-01-1",
          "-026-01-01",
          "2026/01/01",
          "2026-01-011",
          "20260101--",
          "２026-01-1",
          "");
  private static final List<String> UUIDS =
      List.of(
          "5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a",
          "5F0C8A3E-9B1D-4C62-A7E4-2D8F61B0937A",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-FFFF-ffff-ffffffffffff",
          "ffffffff-ffff-ffff-ffff-fffffffffffe",
          "5f0c8a3e9b1d4c62a7e42d8f61b0937a",
          "5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937g",
          "5f0c8a3e-9b1d-4c62-a7e42-d8f61b0937a",
          "1-1-1-1-1");
  private static final List<String> REASONS =
      List.of("", " ", "\\t", "a slip", "1 line\\n", "no 710199-1234", "x\u0085", "\u2003");

  private final Random random;
  private final RandomJson json;

  RandomRequests(long seed) {
    random = new Random(seed);
    json = new RandomJson(random);
  }

  byte[] userIdCheck() {
    return json.damaged(
        json.object(
            json.member("userId", json.text()),
            json.member("suggestions", json.mostlyFirst(NUMBERS)),
            rulePack(),
            on()));
  }

  byte[] batch() {
    return json.damaged(
        json.object(
            json.member("userIds", json.list(random.nextInt(5), json::text)), rulePack(), on()));
  }

  byte[] documentCheck() {
    return json.damaged(
        json.object(
            documents(),
            on(),
            rulePack(),
            venue(),
            json.member("bringLimit", json.mostlyFirst(NUMBERS)),
            json.member("livesAbroad", json.flag()),
            json.member("foreigner", json.flag())));
  }

  byte[] witnessCheck() {
    return json.damaged(json.object(witness(), applicant(), on(), rulePack(), venue()));
  }

  byte[] visitCheck() {
    return json.damaged(
        json.object(
            documents(),
            witness(),
            applicant(),
            json.member("canAnswerControlQuestions", json.flag()),
            json.member(
                "userIds", json.list(json.chance(100) ? 11 : random.nextInt(4), json::text)),
            on(),
            rulePack(),
            venue(),
            json.member("bringLimit", json.mostlyFirst(NUMBERS)),
            json.member("foreigner", json.flag())));
  }

  private String witness() {
    return json.member(
        "witness",
        json.object(
            personId(),
            json.member("birthDate", quoted(json.mostlyFirst(DATES))),
            json.member("mitIdSince", quoted(json.mostlyFirst(DATES))),
            json.member("professional", json.flag()),
            documents()));
  }

  private String applicant() {
    return json.member("applicant", json.object(personId()));
  }

  byte[] hold() {
    return json.damaged(
        json.object(
            json.member("userId", json.text()),
            json.member("holdSeconds", json.mostlyFirst(NUMBERS))));
  }

  byte[] release() {
    return json.damaged(json.object(json.member("userId", json.text()), reason()));
  }

  byte[] userIdHistory() {
    return json.damaged(json.object(json.member("userId", json.text())));
  }

  byte[] attestationVoid() {
    return json.damaged(json.object(reason()));
  }

  byte[] witnessHistory() {
    return json.damaged(json.object(personId(), rulePack(), on()));
  }

  private String reason() {
    return json.member("reason", json.chance(20) ? quoted(json.pick(REASONS)) : json.text());
  }

  private String documents() {
    return json.member(
        "documents", json.list(json.chance(100) ? 21 : random.nextInt(4), this::document));
  }

  private String document() {
    return json.object(
        json.member("type", quoted(json.mostlyFirst(TYPES))),
        json.member("issuer", quoted(json.mostlyFirst(COUNTRIES))),
        json.member("form", quoted(json.chance(2) ? "app" : "physical")),
        json.member("photo", json.flag()),
        json.member("cprNumberShown", json.flag()),
        json.member("temporary", json.flag()),
        json.member("expiresOn", quoted(json.mostlyFirst(DATES))),
        json.member("noExpiryDate", json.flag()),
        json.member("issuedOn", quoted(json.mostlyFirst(DATES))),
        json.member("year", json.mostlyFirst(NUMBERS)),
        json.member("nameMatchesCpr", json.flag()));
  }

  private String personId() {
    return json.member("personId", quoted(json.mostlyFirst(UUIDS)));
  }

  private String rulePack() {
    String pack = json.chance(100) ? "a".repeat(60 + random.nextInt(10)) : json.mostlyFirst(PACKS);
    return json.member("rulePack", quoted(pack));
  }

  private String on() {
    return json.member("on", quoted(json.mostlyFirst(DATES)));
  }

  private String venue() {
    return json.member("venue", quoted(json.chance(20) ? "home" : "citizen-service"));
  }
}
