package dk.porten.gateway.http;

import dk.porten.core.guidance.Guidance;
import dk.porten.core.pack.ChecklistTexts;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.ReasonTexts;

/** What is told to people in their language. */
public record Texts(ReasonTexts reasons, ChecklistTexts checklist, Guidance guidance) {

  /** Reads all of it, whole or not at all. */
  public static Texts load() throws InvalidPackException {
    return new Texts(ReasonTexts.load(), ChecklistTexts.load(), Guidance.load());
  }
}
