package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes JSON that is mostly well-formed, with other types, names and bytes here and there. */
final class RandomJson {
  static final List<String> NUMBERS =
      List.of(
          "5",
          "0",
          "-0",
          "200",
          "201",
          "2026",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "1.0",
          "1e1",
          "1E+2",
          "0.5e-3",
          "01",
          "+1",
          "1.",
          ".5",
          "-",
          "1e",
          "NaN",
          "-Infinity",
          "0x1",
          "12345678901234567890123",
          "1e999999");
  private static final List<String> TEXT_PARTS =
      List.of(
          "stine",
          ".b",
          "a",
          "!",
          "æøå",
          "ß",
          "€",
          "\uD83D\uDE00",
          "\\n",
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\u0041",
          "\\u00e6",
          "\\u20AC",
          "\\uD83D\\uDE00",
          "\\ud83d",
          "\\udE00\\ud83D",
          "\\u0000",
          "\\x",
          "\\u12",
          "\n",
          "\u007f",
          " ",
          "0123456789");
  private static final List<String> NAMES =
      List.of(
          "userId",
          "on",
          "rulePack",
          "type",
          "x",
          "710199-1234",
          "user\\u0049d",
          "\\ud800",
          "æ",
          "\\uD83D\\uDE00",
          "",
          "documents",
          "a_b-c");
  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t\r", "\u000b");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "null",
          "true",
          "/**/",
          "\u00ef\u00bb\u00bf",
          "\u0000",
          "\u00c0\u00af",
          "\u00e0\u0080\u00af",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00f0\u009f\u0098\u0080",
          "\u00c3",
          "\u0080",
          "\u00f8\u0088\u0080\u0080\u0080",
          "\u00ff");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String flag() {
    return Boolean.toString(random.nextBoolean());
  }

  /** Returns a member, of another type or name sometimes. */
  String member(String name, String value) {
    String given = chance(200) ? any(0) : value;
    return (chance(100) ? quoted(pick(NAMES)) : quoted(name)) + space() + ":" + space() + given;
  }

  /** Returns an object with some of the members, in any order. */
  String object(String... members) {
    List<String> chosen = new ArrayList<>(Arrays.asList(members));
    chosen.removeIf(member -> chance(8));
    if (chance(3)) {
      Collections.shuffle(chosen, random);
    }
    if (chance(100)) {
      chosen.add(members[random.nextInt(members.length)]);
    }
    for (int more = chance(200) ? random.nextInt(60) : chance(60) ? 1 : 0; more > 0; more--) {
      String name = chance(4) ? "m" + random.nextInt(30) : pick(NAMES);
      chosen.add(random.nextInt(chosen.size() + 1), quoted(name) + ":" + any(0));
    }
    return "{" + space() + String.join("," + space(), chosen) + "}" + space();
  }

  String list(int size, Supplier<String> item) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(chance(60) ? any(0) : item.get());
    }
    return "[" + space() + String.join(space() + ",", items) + "]";
  }

  private String any(int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 8)) {
      case 0 -> "null";
      case 1 -> flag();
      case 2 -> pick(NUMBERS);
      case 3, 4 -> text();
      case 5 -> list(random.nextInt(3), () -> any(depth + 1));
      case 6 -> "{" + quoted(pick(NAMES)) + ":" + any(depth + 1) + "}";
      default -> nested(10 + random.nextInt(10));
    };
  }

  private String nested(int depth) {
    return "[".repeat(depth) + (chance(2) ? "{\"a\":1,\"a\":\"\\ud800\"}" : "") + "]".repeat(depth);
  }

  String text() {
    if (chance(100)) {
      return quoted((chance(2) ? "a" : "\uD83D\uDE00").repeat(505 + random.nextInt(16)));
    }
    boolean isPlain = !chance(8);
    return quoted(
        IntStream.rangeClosed(0, random.nextInt(4))
            .mapToObj(i -> isPlain ? TEXT_PARTS.get(random.nextInt(6)) : pick(TEXT_PARTS))
            .reduce("", String::concat));
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  private String space() {
    return chance(4) ? SPACES.get(random.nextInt(chance(200) ? 7 : 6)) : "";
  }

  byte[] damaged(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int times = chance(3) ? 1 + random.nextInt(3) : 0;
        times > 0 && bytes.length > 0;
        times--) {
      bytes = damaged(bytes);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
    switch (random.nextInt(5)) {
      case 0 -> {
        bytes[from] ^= (byte) (1 << random.nextInt(8));
        return bytes;
      }
      case 1 -> {
        return spliced(bytes, from, pick(TOKENS).getBytes(ISO_8859_1), from);
      }
      case 2 -> {
        return spliced(bytes, from, new byte[0], to);
      }
      case 3 -> {
        return spliced(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
      }
      default -> {
        return chance(3) ? Arrays.copyOf(bytes, from) : bytes;
      }
    }
  }

  /** Returns the bytes with others in place of those from an index to another one. */
  private static byte[] spliced(byte[] bytes, int from, byte[] others, int to) {
    byte[] spliced = Arrays.copyOf(bytes, from + others.length + bytes.length - to);
    System.arraycopy(others, 0, spliced, from, others.length);
    System.arraycopy(bytes, to, spliced, from + others.length, bytes.length - to);
    return spliced;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  String mostlyFirst(List<String> choices) {
    return chance(10) ? pick(choices) : choices.get(0);
  }

  String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
