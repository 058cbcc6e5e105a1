/** The HTTP contract: requests read strictly, answers and problems written, one endpoint a file. */
@NullMarked
package dk.porten.gateway.http;

import org.jspecify.annotations.NullMarked;
