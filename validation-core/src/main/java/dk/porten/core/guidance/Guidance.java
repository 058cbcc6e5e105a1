package dk.porten.core.guidance;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Resources;
import dk.porten.core.pack.RulePack.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guidance that ships with Porten: immutable data (SPEC, G).
 *
 * @param sources the pages that it comes from, by id
 * @param notice that a text is not there in the language asked for, by code of a language; in more
 *     languages than the texts
 * @param contactNames what each kind of contact is called
 */
public record Guidance(
    Map<String, Source> sources,
    Map<String, String> notice,
    Map<String, Translated> contactNames,
    List<Topic> topics) {

  private static final String FILE = "guidance.yaml";

  public Guidance {
    sources = Map.copyOf(sources);
    notice = Collections.unmodifiableMap(new LinkedHashMap<>(notice));
    contactNames = Map.copyOf(contactNames);
    topics = List.copyOf(topics);
  }

  /**
   * Reads the guidance.
   *
   * @throws InvalidPackException with everything that is wrong in its file
   */
  public static Guidance load() throws InvalidPackException {
    return GuidanceReader.read(FILE, Resources.text(Guidance.class, FILE));
  }

  /** Finds a topic by its id. */
  public Optional<Topic> find(String id) {
    return topics.stream().filter(topic -> topic.id().equals(id)).findFirst();
  }
}
