package dk.porten.gateway.auth;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which names tokens tell who calls and what they may do.
 *
 * @param clients the claims that name the client: the first one counts that a token has
 * @param scopes the claims with scopes: all count
 * @param namesOfScopes what a scope is called there; one that is missing is called by its code
 */
public record ClaimNames(
    List<String> clients, List<String> scopes, Map<Scope, Set<String>> namesOfScopes) {

  /** What issuers call the client: OAuth 2, OpenID Connect, Entra ID, Okta. */
  public static final List<String> CLIENTS = List.of("client_id", "azp", "appid", "cid");

  /** What issuers call the scopes. */
  public static final List<String> SCOPES = List.of("scope", "scp");

  private static final String SUBJECT = "sub";
  private static final int MAX_NAMES = 16;

  public ClaimNames {
    clients = List.copyOf(clients);
    scopes = List.copyOf(scopes);
    namesOfScopes = Map.copyOf(namesOfScopes);
  }

  /**
   * Reads a list such as {@code scp,realm_access.roles}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static List<String> parseList(String list) {
    List<String> names = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    if (names.size() > MAX_NAMES || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "it is not a list of 1 to " + MAX_NAMES + " names with commas between");
    }
    return names;
  }

  /**
   * Reads the claims of clients. A person's {@code sub} could be another application's id, so it
   * names the client only where all tokens name it so.
   *
   * @throws IllegalArgumentException if it is no such list
   */
  public static List<String> parseClients(String list) {
    List<String> names = parseList(list);
    if (names.contains(SUBJECT) && names.size() > 1) {
      throw new IllegalArgumentException(
          "sub must stand alone: a person's sub could be the id of another client");
    }
    return names;
  }

  /**
   * Reads a list such as {@code check=api://porten/check,support=Porten.Support}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Map<Scope, Set<String>> parseScopes(String list) {
    Map<Scope, Set<String>> names = new EnumMap<>(Scope.class);
    for (String entry : parseList(list)) {
      String[] parts = entry.split("=", 2);
      Optional<Scope> scope = Scope.find(parts[0].strip());
      String name = parts.length < 2 ? "" : parts[1].strip();
      if (scope.isEmpty() || name.isEmpty() || name.contains(" ")) {
        throw new IllegalArgumentException(
            "it is not a list such as check=NAME,support=NAME, with the scopes "
                + Stream.of(Scope.values()).map(Scope::code).collect(Collectors.joining(", ")));
      }
      names.computeIfAbsent(scope.get(), first -> new LinkedHashSet<>()).add(name);
    }
    return names;
  }

  /** Returns what a scope is called in tokens. */
  public Set<String> namesOf(Scope scope) {
    return namesOfScopes.getOrDefault(scope, Set.of(scope.code()));
  }
}
