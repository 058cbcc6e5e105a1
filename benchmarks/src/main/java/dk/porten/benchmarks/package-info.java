/** How fast the rules decide. Run them by {@code benchmarks/README.md}. */
@NullMarked
package dk.porten.benchmarks;

import org.jspecify.annotations.NullMarked;
