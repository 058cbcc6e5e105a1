/** Reads what the head of a request says, whatever the request asks. */
@NullMarked
package dk.porten.gateway.http.head;

import org.jspecify.annotations.NullMarked;
