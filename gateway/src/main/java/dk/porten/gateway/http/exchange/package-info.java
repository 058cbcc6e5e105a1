/** Takes one request to its operation, and gives its one answer. */
@NullMarked
package dk.porten.gateway.http.exchange;

import org.jspecify.annotations.NullMarked;
