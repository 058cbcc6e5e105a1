package dk.porten.gateway.budget;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.YamlFaults;
import dk.porten.core.pack.YamlMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads budgets from YAML 1.2; a file with anything wrong is refused whole. */
public final class BudgetsReader {

  /** Of a day: 16 MiB for the client that uses it up. More is better not counted at all. */
  private static final int MOST = 1_000_000;

  /** Enough for the longest batch: its body, a copy that is parsed, and what that becomes. */
  private static final int LEAST_HELD = 2_048;

  private static final int MOST_PER_SECOND = 1_000_000;
  private static final String UNLIMITED = "unlimited";

  /** What needs no escape where names are shown, and cannot be taken for a hash. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}";

  private final Set<String> names = new HashSet<>();

  private BudgetsReader() {}

  /**
   * Reads the budgets.
   *
   * @param file the name to report faults under
   */
  public static Budgets read(String file, String yaml) throws InvalidPackException {
    var faults = new YamlFaults(file);
    Optional<Budgets> budgets = YamlMap.parse(yaml, faults).map(new BudgetsReader()::budgets);
    faults.refuseIfAny();
    return budgets.orElseThrow();
  }

  private Budgets budgets(YamlMap yaml) {
    YamlMap others = yaml.optionalMap("default");
    ClientBudget byDefault =
        others == null ? ClientBudget.DEFAULT : budget(others, ClientBudget.DEFAULT);
    YamlMap clients = yaml.optionalMap("clients");
    yaml.end();
    return new Budgets(byDefault, clients == null ? Map.of() : clients(clients, byDefault));
  }

  private Map<String, Budgets.Client> clients(YamlMap yaml, ClientBudget byDefault) {
    var clients = new LinkedHashMap<String, Budgets.Client>();
    for (String id : yaml.anyKeys()) {
      YamlMap client = yaml.map(id);
      Optional<String> name = name(client);
      clients.put(id, new Budgets.Client(name, budget(client, byDefault)));
    }
    return clients;
  }

  private Optional<String> name(YamlMap client) {
    @Nullable String name =
        client.optionalText("name", NAME, "1 to 40 letters, digits, spaces, dots, _ and -");
    if (name != null && !name.isEmpty() && (name.equals(Accounts.OTHERS) || !names.add(name))) {
      client.fault("name", "expected a name that stands for one client only");
    }
    return Optional.ofNullable(name);
  }

  /** Reads a client's limits; what is not said is as by default. */
  private static ClientBudget budget(YamlMap yaml, ClientBudget byDefault) {
    var budget =
        new ClientBudget(
            limit(yaml, "userIdsPerDay", MOST, byDefault.userIdsPerDay()),
            limit(yaml, "checksPerSecond", MOST_PER_SECOND, byDefault.checksPerSecond()),
            limit(yaml, "openHolds", MOST, byDefault.openHolds()),
            limit(yaml, "claimsPerDay", MOST, byDefault.claimsPerDay()),
            limit(yaml, "attestationsPerDay", MOST, byDefault.attestationsPerDay()),
            limit(yaml, "streams", MOST, byDefault.streams()),
            limit(yaml, "heldKibibytes", LEAST_HELD, MOST, byDefault.heldKibibytes()));
    yaml.end();
    return budget;
  }

  private static int limit(YamlMap yaml, String key, int most, int byDefault) {
    return limit(yaml, key, 1, most, byDefault);
  }

  private static int limit(YamlMap yaml, String key, int least, int most, int byDefault) {
    return yaml.has(key)
        ? yaml.integerOr(key, least, most, UNLIMITED, ClientBudget.UNLIMITED)
        : byDefault;
  }
}
