package dk.porten.gateway.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a request, spelled out as a JSON Pointer (RFC 6901) only if something is wrong there.
 */
final class Place {

  static final Place ROOT = new Place(null, "");

  /** Names a caller may be told: a member of ours looks so, a citizen's number does not. */
  private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z_-]{1,40}");

  private final @Nullable Place parent;
  private final String token;

  private Place(@Nullable Place parent, String token) {
    this.parent = parent;
    this.token = token;
  }

  Place member(String name) {
    return new Place(this, name);
  }

  Place item(int index) {
    return new Place(this, Integer.toString(index));
  }

  /**
   * Returns the place of a member that the caller named. A name that may be personal data is not
   * repeated: the place is then the object that holds it.
   */
  Place callersMember(String name) {
    return SPEAKABLE.matcher(name).matches() ? member(name) : this;
  }

  String pointer() {
    return parent == null ? "" : parent.pointer() + "/" + token;
  }
}
