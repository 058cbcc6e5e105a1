package dk.porten.gateway.budget;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The budgets of all clients.
 *
 * @param others of those that are not among {@code clients}
 * @param clients by their id in tokens
 */
public record Budgets(ClientBudget others, Map<String, Client> clients) {

  /** Those of gateways whose operator has set none. */
  public static final Budgets DEFAULT = new Budgets(ClientBudget.DEFAULT, Map.of());

  /** Nobody has a limit. */
  public static final Budgets NONE = new Budgets(ClientBudget.NO_LIMITS, Map.of());

  /**
   * A client that has an entry of its own.
   *
   * @param name by which log and metrics know it; without one they have a hash of its id
   */
  public record Client(Optional<String> name, ClientBudget budget) {}

  public Budgets {
    clients = Map.copyOf(clients);
  }

  /** Returns the most memory that a client has a budget of; 0 if nobody's has a limit. */
  public int mostHeldKibibytes() {
    return Stream.concat(Stream.of(others), clients.values().stream().map(Client::budget))
        .mapToInt(ClientBudget::heldKibibytes)
        .filter(kibibytes -> kibibytes != ClientBudget.UNLIMITED)
        .max()
        .orElse(0);
  }

  /** Returns budgets without clients of their own, whose limits are out of reach but counted. */
  public Budgets outOfReach() {
    return new Budgets(others.outOfReach(), Map.of());
  }

  ClientBudget of(String client) {
    Client known = clients.get(client);
    return known == null ? others : known.budget;
  }

  Optional<String> name(String client) {
    return Optional.ofNullable(clients.get(client)).flatMap(Client::name);
  }
}
