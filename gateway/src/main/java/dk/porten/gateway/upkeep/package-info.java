/** Commands for whoever is responsible for what is stored: verify it, export and erase a person. */
@NullMarked
package dk.porten.gateway.upkeep;

import org.jspecify.annotations.NullMarked;
