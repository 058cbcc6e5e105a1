/** What a caller is told instead of an answer, and which failure is told as what. */
@NullMarked
package dk.porten.gateway.http.problem;

import org.jspecify.annotations.NullMarked;
