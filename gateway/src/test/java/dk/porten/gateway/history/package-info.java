/**
 * A history checker: clients write down what they asked and were told while gateways and database
 * are killed, and pure rules find what must never have happened.
 */
@NullMarked
package dk.porten.gateway.history;

import org.jspecify.annotations.NullMarked;
