/** What everybody may read: rule packs, reason codes, guidance, the contract, the pages. */
@NullMarked
package dk.porten.gateway.http.pages;

import org.jspecify.annotations.NullMarked;
