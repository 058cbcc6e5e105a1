/** What operators watch: Prometheus metrics, one method for each thing that is counted. */
@NullMarked
package dk.porten.gateway.metrics;

import org.jspecify.annotations.NullMarked;
