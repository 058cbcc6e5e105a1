package dk.porten.gateway.http;

import java.util.List;

/**
 * Why a request is not answered.
 *
 * @param faults what is wrong with it; only of an invalid request
 */
record Problem(ProblemCode code, List<Fault> faults) {

  /** Something wrong at one place of the request, named by a JSON Pointer. */
  record Fault(String pointer, FaultCode code) {}

  Problem(ProblemCode code) {
    this(code, List.of());
  }
}
