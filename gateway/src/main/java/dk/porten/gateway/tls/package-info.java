/** The TLS that callers meet: its files, what they have to be like, and how new ones are taken. */
@NullMarked
package dk.porten.gateway.tls;

import org.jspecify.annotations.NullMarked;
