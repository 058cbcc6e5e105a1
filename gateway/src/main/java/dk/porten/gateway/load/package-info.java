/** Getting real data in: user IDs from a file, a pipe or a generator into the directory. */
@NullMarked
package dk.porten.gateway.load;

import org.jspecify.annotations.NullMarked;
