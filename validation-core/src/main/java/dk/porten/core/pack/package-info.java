/**
 * Rule packs: the rules as data, read from YAML and refused whole if anything in them is wrong, and
 * what a pack says of a single document.
 */
@NullMarked
package dk.porten.core.pack;

import org.jspecify.annotations.NullMarked;
