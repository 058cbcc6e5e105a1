package dk.porten.core;

import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Many random cases, each made from its own seed, on every core. */
public final class SeededCases {

  private SeededCases() {}

  /**
   * Checks the cases of the seeds from 0 and returns how many there were of each kind.
   *
   * @param check fails, naming the seed, or returns the kinds that the case was one of
   */
  public static Map<String, Long> countKinds(long cases, LongFunction<Stream<String>> check) {
    try {
      return LongStream.range(0, cases)
          .parallel()
          .mapToObj(check)
          .flatMap(Function.identity())
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    } catch (AssertionError failure) {
      // From another thread it comes as a copy without its message.
      throw failure.getCause() instanceof AssertionError original ? original : failure;
    }
  }
}
