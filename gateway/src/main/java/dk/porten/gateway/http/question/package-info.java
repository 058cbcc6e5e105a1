/** What every operation is made of: what it is asked, what it may know, and what it answers. */
@NullMarked
package dk.porten.gateway.http.question;

import org.jspecify.annotations.NullMarked;
