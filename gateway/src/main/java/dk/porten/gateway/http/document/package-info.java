/** The check of documents. */
@NullMarked
package dk.porten.gateway.http.document;

import org.jspecify.annotations.NullMarked;
