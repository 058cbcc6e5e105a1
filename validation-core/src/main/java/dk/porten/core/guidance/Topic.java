package dk.porten.core.guidance;

import java.util.List;

/**
 * What is told about one question.
 *
 * @param contactKinds the kinds of contacts that help with it, of whichever authority
 */
public record Topic(
    String id,
    Translated title,
    Translated summary,
    List<Section> sections,
    List<String> contactKinds) {

  /**
   * A part of a topic.
   *
   * @param clause what it carries out, such as G7
   * @param steps what to do, in this order; may be empty
   * @param sources ids of the pages it comes from, the one that says it most plainly first
   */
  public record Section(
      String id,
      String clause,
      Translated heading,
      List<Translated> paragraphs,
      List<Translated> steps,
      List<String> sources) {

    public Section {
      paragraphs = List.copyOf(paragraphs);
      steps = List.copyOf(steps);
      sources = List.copyOf(sources);
    }
  }

  public Topic {
    sections = List.copyOf(sections);
    contactKinds = List.copyOf(contactKinds);
  }

  /** Returns the ids of the pages that the topic comes from, each once. */
  public List<String> sources() {
    return sections.stream().flatMap(section -> section.sources().stream()).distinct().toList();
  }
}
