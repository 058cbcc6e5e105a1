/** Many questions that go to the database in few queries, and the bounds on those that wait. */
@NullMarked
package dk.porten.gateway.postgres.gathering;

import org.jspecify.annotations.NullMarked;
