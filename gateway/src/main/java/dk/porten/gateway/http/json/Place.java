package dk.porten.gateway.http.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a request, spelled out as a JSON Pointer (RFC 6901) only if something is wrong there.
 */
final class Place {

  static final Place ROOT = new Place(null, "", 0);

  /** Names a caller may be told: a member of ours looks so, a citizen's number does not. */
  private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z_-]{1,40}");

  private final @Nullable Place parent;
  private final @Nullable String name;
  private final int index;

  private Place(@Nullable Place parent, @Nullable String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  Place member(String name) {
    return new Place(this, name, 0);
  }

  Place item(int index) {
    return new Place(this, null, index);
  }

  /**
   * Returns the place of a member that the caller named. A name that may be personal data is not
   * repeated: the place is then the object that holds it.
   */
  Place callersMember(String name) {
    return SPEAKABLE.matcher(name).matches() ? member(name) : this;
  }

  String pointer() {
    return parent == null ? "" : parent.pointer() + "/" + (name == null ? index : name);
  }
}
