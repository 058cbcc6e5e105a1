package dk.porten.gateway.http;

/** Something wrong at one place of a request, named by a JSON Pointer. */
record Fault(String pointer, FaultCode code) {}
