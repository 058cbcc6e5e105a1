/** Load on a started gateway over HTTP: what is asked, at which rate, and what must come back. */
@NullMarked
package dk.porten.loadtests;

import org.jspecify.annotations.NullMarked;
