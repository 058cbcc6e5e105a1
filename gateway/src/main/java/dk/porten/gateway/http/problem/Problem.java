package dk.porten.gateway.http.problem;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.gateway.http.json.Fault;
import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.FaultyRequestException;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.MalformedJsonException;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.ledger.TooManyRequestsException.EndedBudget;
import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered.
 *
 * @param faults what is wrong with it; only of an invalid request
 * @param members writes what this kind of problem has besides
 * @param ended what the caller has used up; only where there were too many requests
 */
public record Problem(
    ProblemCode code, List<Fault> faults, JsonAnswer.Writer members, @Nullable EndedBudget ended) {

  /** The members that are the same in each problem of a code, encoded once. */
  private static final Map<ProblemCode, byte[]> HEADS = heads();

  public Problem(ProblemCode code, List<Fault> faults) {
    this(code, faults, json -> {}, null);
  }

  public Problem(ProblemCode code, JsonAnswer.Writer members) {
    this(code, List.of(), members, null);
  }

  public Problem(ProblemCode code) {
    this(code, List.of());
  }

  /** Returns the problem that tells of an expected failure; null for an unexpected one. */
  public static @Nullable Problem of(Throwable failure) {
    if (failure instanceof ProblemException refused) {
      return refused.problem();
    }
    if (failure instanceof MalformedJsonException) {
      return new Problem(ProblemCode.MALFORMED_JSON);
    }
    if (failure instanceof FaultyRequestException faulty) {
      return new Problem(ProblemCode.INVALID_REQUEST, faulty.faults());
    }
    if (failure instanceof FactsUnavailableException unavailable) {
      return new Problem(
          switch (unavailable.reason()) {
            case OVERLOADED -> ProblemCode.OVERLOADED;
            case OUT_OF_REACH -> ProblemCode.UNAVAILABLE;
          });
    }
    return failure instanceof TooManyRequestsException tooMany
        ? new Problem(ProblemCode.TOO_MANY_REQUESTS, List.of(), json -> {}, tooMany.budget())
        : null;
  }

  /** Returns the problem of a request that is not HTTP, or that can be read in two ways. */
  public static Problem badHttp() {
    return new Problem(ProblemCode.INVALID_REQUEST, List.of(new Fault("", FaultCode.BAD_HTTP)));
  }

  /** Returns it as {@code application/problem+json} (RFC 9457). */
  public Buffer encode(String requestId) {
    return JsonAnswer.encode(json -> write(requestId, json));
  }

  /** Writes it as the value that {@link #encode} returns. */
  public void write(String requestId, JsonWriter json) {
    json.writeStartObject();
    json.writeEncoded(Objects.requireNonNull(HEADS.get(code)));
    json.writeStringField("requestId", requestId);
    if (code == ProblemCode.INVALID_REQUEST) {
      json.writeArrayFieldStart("errors");
      for (Fault fault : faults) {
        json.writeStartObject();
        json.writeStringField("pointer", fault.pointer());
        json.writeStringField("code", fault.code().code());
        json.writeStringField("detail", fault.code().detail());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    members.write(json);
    json.writeEndObject();
  }

  private static Map<ProblemCode, byte[]> heads() {
    var heads = new EnumMap<ProblemCode, byte[]>(ProblemCode.class);
    for (ProblemCode code : ProblemCode.values()) {
      heads.put(
          code,
          JsonAnswer.encoded(
              json -> {
                json.writeStringField("type", "/problems/" + code.code());
                json.writeStringField("title", code.title());
                json.writeNumberField("status", code.status());
                json.writeStringField("detail", code.detail());
              }));
    }
    return heads;
  }
}
