package dk.porten.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether one of many user IDs is taken, each time another one, beside a load from a random place
 * of an array as large as ours. What is asked is in the order of the heap, so that the sets pay for
 * their own misses only.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TakenUserIdsBenchmark {

  private static final int PROBES = 1 << 20;
  private static final double BLOOM_FALSE_POSITIVES = 0.001;
  private static final SipHash HASH = new SipHash(new byte[SipHash.KEY_BYTES]);

  /** What knows the taken user IDs. */
  public enum Peer {
    PORTEN {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        var taken = new TakenUserIds(HASH);
        for (int i = 0; i < count; i++) {
          taken.put(userIds.apply(i), UserIdFact.FOR_GOOD);
        }
        return userId -> taken.find(userId).takenUntil() != null;
      }
    },
    HASH_SET {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        Set<String> taken = new HashSet<>(count * 4 / 3);
        for (int i = 0; i < count; i++) {
          taken.add(userIds.apply(i).canonical());
        }
        return userId -> taken.contains(userId.canonical());
      }
    },
    CAFFEINE {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        Cache<String, UserIdFact> taken = Caffeine.newBuilder().maximumSize(2L * count).build();
        for (int i = 0; i < count; i++) {
          taken.put(userIds.apply(i).canonical(), UserIdFact.FOR_GOOD);
        }
        return userId -> taken.getIfPresent(userId.canonical()) != null;
      }
    },
    /** With our hash. */
    FASTUTIL {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        var taken = new LongOpenHashSet(count);
        for (int i = 0; i < count; i++) {
          taken.add(HASH.hash(userIds.apply(i).canonical()));
        }
        return userId -> taken.contains(HASH.hash(userId.canonical()));
      }
    },
    /** Wrong about one free ID of a thousand, and unable to forget one. */
    GUAVA_BLOOM {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        BloomFilter<CharSequence> taken =
            BloomFilter.create(Funnels.unencodedCharsFunnel(), count, BLOOM_FALSE_POSITIVES);
        for (int i = 0; i < count; i++) {
          taken.put(userIds.apply(i).canonical());
        }
        return userId -> taken.mightContain(userId.canonical());
      }
    },
    /** A load from a random place of an array of as many bytes as ours; it knows nothing. */
    RANDOM_LOAD {
      @Override
      Predicate<UserId> fill(int count, IntFunction<UserId> userIds) {
        long[] slots = new long[Integer.highestOneBit(count * 4 / 3) << 1];
        var random = new SplittableRandom(count);
        Arrays.setAll(slots, i -> random.nextLong());
        return new RandomLoad(slots);
      }
    };

    abstract Predicate<UserId> fill(int count, IntFunction<UserId> userIds);
  }

  /** Each place follows from what was at the one before, so that no two loads overlap. */
  private static final class RandomLoad implements Predicate<UserId> {
    private final long[] slots;
    private int next;
    private int loads;

    RandomLoad(long[] slots) {
      this.slots = slots;
    }

    @Override
    public boolean test(UserId userId) {
      // Without the count the places would soon be the same few again.
      loads += userId.canonical().length();
      next = (int) slots[(next + loads) & (slots.length - 1)];
      return next > 0;
    }
  }

  /** What a taken user ID costs; in the results beside the time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Memory {
    public double bytesPerUserId;
  }

  @Param public Peer peer = Peer.PORTEN;

  @Param({"6000000"})
  public int taken;

  @Param({"HIT", "MISS"})
  public String outcome = "HIT";

  private final UserId[] probes = new UserId[PROBES];
  private Predicate<UserId> set = userId -> false;
  private double bytes;
  private int next;

  /** Fills the set, and makes what is asked. */
  @Setup
  public void fill() {
    long before = usedBytes();
    set = peer.fill(taken, TakenUserIdsBenchmark::userId);
    bytes = (double) (usedBytes() - before) / taken;
    var random = new SplittableRandom(1);
    for (int i = 0; i < PROBES; i++) {
      int index = random.nextInt(taken);
      probes[i] = userId(outcome.equals("HIT") ? index : index + taken);
    }
  }

  /** Asks for one user ID. */
  @Benchmark
  public boolean contains(Memory memory) {
    // Counters are reset before each iteration.
    memory.bytesPerUserId = bytes;
    next = (next + 1) & (PROBES - 1);
    return set.test(probes[next]);
  }

  /** Returns another user ID for each index, in no order that a hash could gain from. */
  private static UserId userId(int index) {
    return UserId.recorded("stine." + Integer.toHexString(index * 0x9E3779B1));
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
