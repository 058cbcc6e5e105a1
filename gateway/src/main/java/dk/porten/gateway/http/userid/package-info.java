/** The operations on user IDs: check, hold, claim, release, history. */
@NullMarked
package dk.porten.gateway.http.userid;

import org.jspecify.annotations.NullMarked;
