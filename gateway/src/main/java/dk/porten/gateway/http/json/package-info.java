/** Reads requests from JSON, member by member with all their faults, and writes answers as JSON. */
@NullMarked
package dk.porten.gateway.http.json;

import org.jspecify.annotations.NullMarked;
