/**
 * What a bank tries its integration against, in the demo only: user IDs and persons that get every
 * answer (docs/sandbox.md). It decorates the ports, so that a caller sees what the code makes of
 * real answers and failures.
 */
@NullMarked
package dk.porten.gateway.sandbox;

import org.jspecify.annotations.NullMarked;
