/** Tests of the metrics room. */
@org.jspecify.annotations.NullMarked
package dk.porten.gateway.metrics;
