@NullMarked
package dk.porten.gateway.upkeep;

import org.jspecify.annotations.NullMarked;
