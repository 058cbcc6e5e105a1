/** Where everything is put together: configuration, start, stop. */
@NullMarked
package dk.porten.gateway.wiring;

import org.jspecify.annotations.NullMarked;
