package io.towpath.bench;

import io.towpath.analysis.isolation.Isolation;
import io.towpath.analysis.isolation.TableReach;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.EstateNames;
import io.towpath.estate.starter.Amount;
import io.towpath.estate.starter.Amounts;
import io.towpath.estate.starter.Starter;
import io.towpath.estate.starter.StarterFolder;
import io.towpath.estate.starter.Starters;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Place;
import io.towpath.net.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A cloud provider as {@code towpath new csp} writes it: a circuit, a gateway and a VNet for each
 * customer, all with equal addresses. {@code load} reads and joins the files, {@code solve} brings
 * the network to rest, {@code isolated} asks whether all customers are isolated from each other;
 * {@code isolatedPairwise} is its peer: each customer searched alone, every pair compared. Setup
 * checks that both answer the same. All but the peer should grow as the number of customers does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class ProviderBenchmark {
  /** Customers of the provider. */
  @Param({"100", "400"})
  public int customers;

  private record Provider(Path folder, Estate estate, Solution solution, List<Place> places) {}

  private @Nullable Provider prepared;

  /** Writes and solves the estate, and compares the two ways to ask for isolation. */
  @Setup
  public void prepare() throws IOException {
    Path folder = Files.createTempDirectory("provider");
    Starter csp = Starters.named("csp").orElseThrow();
    csp.write(StarterFolder.at(folder), Amounts.of(Map.of(Amount.CUSTOMERS, customers)));
    Estate estate = EstateLoader.load(folder, null);
    Solution solution = estate.base().solve(List.of());
    EstateNames names = new EstateNames(estate.base());
    List<Place> places =
        estate.base().network().hosts().keySet().stream()
            .filter(name -> name.endsWith("-pc"))
            .map(name -> names.place(name, solution, Origin.NONE))
            .toList();
    prepared = new Provider(folder, estate, solution, places);
    if (places.size() != customers || !isolated() || !isolatedPairwise()) {
      throw new AssertionError("the customers are not isolated");
    }
  }

  private Provider provider() {
    return Objects.requireNonNull(prepared, "setup comes first");
  }

  /** Removes the files. */
  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(provider().folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Files to network. */
  @Benchmark
  public Estate load() {
    return EstateLoader.load(provider().folder(), null);
  }

  /** Network to solution. */
  @Benchmark
  public Solution solve() {
    return Solver.of(provider().estate().base().network()).solve();
  }

  /** All customers in one search. */
  @Benchmark
  public boolean isolated() {
    return Isolation.of(provider().solution(), provider().places()).holds();
  }

  /** The peer. */
  @Benchmark
  public boolean isolatedPairwise() {
    List<TableReach> reaches =
        provider().places().stream()
            .map(place -> TableReach.from(provider().solution(), place))
            .toList();
    boolean shared = false;
    for (int a = 0; a < reaches.size(); a++) {
      for (int b = a + 1; b < reaches.size(); b++) {
        shared |= reaches.get(a).sharedWith(reaches.get(b)).isPresent();
        shared |= reaches.get(a).sharesHostWith(reaches.get(b));
      }
    }
    return !shared;
  }
}
