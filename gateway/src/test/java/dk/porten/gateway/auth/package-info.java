/** Tests of the tokens, and {@link TestTokens} for the tests of other rooms. */
@NullMarked
package dk.porten.gateway.auth;

import org.jspecify.annotations.NullMarked;
