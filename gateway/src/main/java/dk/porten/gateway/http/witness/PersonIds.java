package dk.porten.gateway.http.witness;

import dk.porten.core.fact.Person;
import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.RequestObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the members of requests that say by a UUID who somebody is. */
public final class PersonIds {

  private static final UUID NOBODY = new UUID(0, 0);

  private PersonIds() {}

  /** Reads a member; null if there is none. */
  public static @Nullable UUID read(RequestObject request, String name) {
    UUID id = request.uuid(name);
    if (id != null && Person.isNobody(id)) {
      request.fault(name, FaultCode.PLACEHOLDER);
    }
    return id;
  }

  /** Reads a member that must be there. */
  static UUID required(RequestObject request, String name) {
    request.require(name);
    UUID id = read(request, name);
    return id == null ? NOBODY : id;
  }
}
