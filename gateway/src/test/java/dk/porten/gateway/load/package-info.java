@NullMarked
package dk.porten.gateway.load;

import org.jspecify.annotations.NullMarked;
