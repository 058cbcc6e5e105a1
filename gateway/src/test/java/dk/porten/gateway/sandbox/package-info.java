/** Tests of the demo's sandbox. */
@NullMarked
package dk.porten.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
