/** The HTTP contract: puts its rooms together, with one line for each endpoint. */
@NullMarked
package dk.porten.gateway.http;

import org.jspecify.annotations.NullMarked;
