package dk.porten.gateway.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Parses a body as {@link JsonParser} does, with another parser's tokens and into a tree. */
final class TreeParser {

  private static final int MAX_DEPTH = 16;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // Names are not kept between requests, and the body's own limit bounds the rest.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final com.fasterxml.jackson.core.JsonParser tokens;
  private final Faults faults;

  private TreeParser(com.fasterxml.jackson.core.JsonParser tokens, Faults faults) {
    this.tokens = tokens;
    this.faults = faults;
  }

  /**
   * Parses a body.
   *
   * @throws MalformedJsonException if it is no JSON text; lesser faults go to {@code faults}
   */
  static TreeValue parse(byte[] body, Faults faults) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
        throw new MalformedJsonException();
      }
      try (var tokens = FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
        return new TreeParser(tokens, faults).whole();
      }
    } catch (CharacterCodingException | JsonProcessingException malformed) {
      throw new MalformedJsonException();
    } catch (IOException impossible) {
      throw new AssertionError("reading from memory", impossible);
    }
  }

  private TreeValue whole() throws IOException {
    if (tokens.nextToken() == null) {
      throw new MalformedJsonException();
    }
    TreeValue value = value(Place.ROOT, 1);
    if (tokens.nextToken() != null) {
      throw new MalformedJsonException();
    }
    return value;
  }

  private TreeValue value(Place place, int depth) throws IOException {
    return switch (tokens.currentToken()) {
      case START_OBJECT -> depth > MAX_DEPTH ? tooDeep(place) : members(place, depth);
      case START_ARRAY -> depth > MAX_DEPTH ? tooDeep(place) : items(place, depth);
      case VALUE_STRING -> text(place);
      case VALUE_NUMBER_INT -> whole(tokens.getText());
      case VALUE_TRUE -> new TreeValue.Flag(true);
      case VALUE_FALSE -> new TreeValue.Flag(false);
      default -> new TreeValue.Other();
    };
  }

  private TreeValue members(Place place, int depth) throws IOException {
    var members = new LinkedHashMap<String, TreeValue>();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      Place member = place.callersMember(name);
      tokens.nextToken();
      TreeValue value = value(member, depth + 1);
      if (hasLoneSurrogate(name)) {
        faults.add(place, FaultCode.NOT_TEXT);
      } else if (members.putIfAbsent(name, value) != null) {
        faults.add(member, FaultCode.DUPLICATE_KEY);
      }
    }
    return new TreeValue.Members(members);
  }

  private TreeValue items(Place place, int depth) throws IOException {
    var items = new ArrayList<TreeValue>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(place.item(items.size()), depth + 1));
    }
    return new TreeValue.Items(items);
  }

  private TreeValue text(Place place) throws IOException {
    String text = tokens.getText();
    if (hasLoneSurrogate(text)) {
      faults.add(place, FaultCode.NOT_TEXT);
      return new TreeValue.Faulty();
    }
    return new TreeValue.Text(text);
  }

  private TreeValue tooDeep(Place place) throws IOException {
    faults.add(place, FaultCode.TOO_DEEP);
    tokens.skipChildren();
    return new TreeValue.Faulty();
  }

  private static TreeValue whole(String digits) {
    try {
      return new TreeValue.Whole(Long.parseLong(digits));
    } catch (NumberFormatException beyondLong) {
      return new TreeValue.Other();
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean isPair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!isPair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
