package io.towpath.bench;

import io.towpath.net.trie.LongestMatchTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B1: longest prefix match among 1,000,000 prefixes, one thread, in look-ups a second.
 *
 * <p>The peer is a trie of objects. Both must agree on every query before anything is timed; bytes
 * a prefix are printed then.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LongestMatchBenchmark {
  private static final int PREFIXES = 1_000_000;
  private static final int QUERIES = 1 << 20;
  private static final long SEED = 20_26;

  /** Which addresses are asked for. */
  public enum Queries {
    UNIFORM,
    IN_PREFIX
  }

  @Param Queries queries = Queries.UNIFORM;

  private InternetPrefixes prefixes = InternetPrefixes.of(0, SEED);
  private LongestMatchTable table = compiled(prefixes);
  private ObjectTrie peer = new ObjectTrie(prefixes);
  private int[] addresses = {};

  /** Builds both and compares them. */
  @Setup
  public void build() {
    prefixes = InternetPrefixes.of(PREFIXES, SEED);
    table = compiled(prefixes);
    peer = new ObjectTrie(prefixes);
    addresses =
        switch (queries) {
          case UNIFORM -> InternetPrefixes.uniformAddresses(QUERIES, SEED + 1);
          case IN_PREFIX -> prefixes.addressesInside(QUERIES, SEED + 1);
        };
    for (int address : addresses) {
      if (table.lookup(address) != peer.lookup(address)) {
        throw new IllegalStateException("the two disagree on address " + address);
      }
    }
    System.out.printf("%.2f bytes a prefix%n", (double) table.bytes() / PREFIXES);
  }

  private static LongestMatchTable compiled(InternetPrefixes prefixes) {
    return LongestMatchTable.of(
        prefixes.networks(), prefixes.lengths(), prefixes.values(), prefixes.count());
  }

  /** The compiled table. */
  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public long table() {
    LongestMatchTable asked = table;
    long sum = 0;
    for (int address : addresses) {
      sum += asked.lookup(address);
    }
    return sum;
  }

  /** The trie of objects. */
  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public long objectTrie() {
    ObjectTrie asked = peer;
    long sum = 0;
    for (int address : addresses) {
      sum += asked.lookup(address);
    }
    return sum;
  }

  /** Compiling the table: multiply by nothing, this is whole tables a second. */
  @Benchmark
  public LongestMatchTable compile() {
    return compiled(prefixes);
  }
}
