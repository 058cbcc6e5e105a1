@NullMarked
package dk.porten.core.visit;

import org.jspecify.annotations.NullMarked;
