/** The check of a whole visit, which puts the other checks together. */
@NullMarked
package dk.porten.gateway.http.visit;

import org.jspecify.annotations.NullMarked;
