/**
 * What is fuzzed: a short run of each target in the build, and the inputs that a long one begins
 * with.
 */
@NullMarked
package dk.porten.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
