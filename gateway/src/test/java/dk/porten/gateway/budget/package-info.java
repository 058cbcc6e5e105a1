@NullMarked
package dk.porten.gateway.budget;

import org.jspecify.annotations.NullMarked;
