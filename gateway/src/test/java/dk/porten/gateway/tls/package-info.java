/** The TLS that callers meet. */
@NullMarked
package dk.porten.gateway.tls;

import org.jspecify.annotations.NullMarked;
