/**
 * What a bank tries its integration against, in the demo only: user IDs and persons that get every
 * answer (docs/sandbox.md). It decorates the ports, so that what a caller sees is mapped by the
 * code that maps it in earnest.
 */
@NullMarked
package dk.porten.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
