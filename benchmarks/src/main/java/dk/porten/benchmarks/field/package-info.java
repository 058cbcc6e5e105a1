/**
 * Porten's rules beside the same rules in other engines. Run them by {@code benchmarks/README.md}.
 */
@NullMarked
package dk.porten.benchmarks.field;

import org.jspecify.annotations.NullMarked;
