/** What the requests of one event loop share: how busy it is, the date, the access log. */
@NullMarked
package dk.porten.gateway.http.loop;

import org.jspecify.annotations.NullMarked;
