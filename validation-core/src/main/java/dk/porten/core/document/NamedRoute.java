package dk.porten.core.document;

/** A route as an answer names it (D13), compiled. */
record NamedRoute(String id, RouteTable table) {}
