/**
 * What a client may ask, and what it has asked: its budgets, the account of what is used of them,
 * and how gateways share that through the database (docs/decisions/0060).
 */
@NullMarked
package dk.porten.gateway.budget;

import org.jspecify.annotations.NullMarked;
