/** Who calls, and what they may do. */
@NullMarked
package dk.porten.gateway.auth;

import org.jspecify.annotations.NullMarked;
