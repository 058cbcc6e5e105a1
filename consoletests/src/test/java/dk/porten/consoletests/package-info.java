/** The console as people use it: the packaged gateway, a real browser, a keyboard. */
@NullMarked
package dk.porten.consoletests;

import org.jspecify.annotations.NullMarked;
