/**
 * What a gateway asks itself before it is ready, so that the JIT compiler has done most of its work
 * when the first caller comes (docs/decisions/0074).
 */
@NullMarked
package dk.porten.gateway.warmup;

import org.jspecify.annotations.NullMarked;
