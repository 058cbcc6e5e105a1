/** The gateway: one runnable jar that answers Porten's questions over HTTP. */
@NullMarked
package dk.porten.gateway;

import org.jspecify.annotations.NullMarked;
