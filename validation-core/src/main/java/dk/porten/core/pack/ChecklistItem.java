package dk.porten.core.pack;

import dk.porten.core.fact.Truth;

/**
 * What a checklist says of one point.
 *
 * @param done unknown also of what is only to be remembered
 */
public record ChecklistItem(ChecklistCode code, Truth done) {}
