package io.towpath.lab.random;

import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.net.Severity;
import io.towpath.testkit.networks.estate.GeneratedEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;

/**
 * A run over many seeds that can be interrupted: results stand in a file, one line for each seed,
 * and a seed that stands there is not run again. The estate and the report of a seed that differs
 * are kept beside it.
 */
final class RandomLabs {
  private static final String HEADER =
      "seed\tsize\tsessions\trows\ttraces\tdiffers\tallowed\tseveral\tagrees\tseconds";

  private final LongFunction<GeneratedEstate> estates;
  private final Path results;
  private final Path kept;
  private final String bird;

  /**
   * A run.
   *
   * @param estates the estate of each seed
   * @param results file of results, made if it does not exist
   * @param bird which routers run BIRD, as in {@link RandomLab#compare}
   */
  RandomLabs(LongFunction<GeneratedEstate> estates, Path results, String bird) throws IOException {
    this.estates = estates;
    this.bird = bird;
    this.results = results.toAbsolutePath();
    this.kept = this.results.resolveSibling(results.getFileName() + ".differ");
    if (!Files.exists(results)) {
      Files.createDirectories(this.results.resolveSibling("."));
      Files.writeString(results, HEADER + "\n");
    }
  }

  /**
   * Compares the seeds that {@code towpath.lab.seeds} names, or the usual ones; skips where the
   * machine cannot run labs. Without a file of results, what differs does so twice: some habits of
   * FRR depend on which message comes first.
   *
   * @param name of the files in {@code target}
   * @return the seeds whose labs differ
   */
  static List<Long> differing(LongFunction<GeneratedEstate> estates, String name, String usualSeeds)
      throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "labs of this test need root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    LongStream seeds = seeds(System.getProperty("towpath.lab.seeds", usualSeeds));
    String bird = System.getProperty("towpath.lab.bird", "none");
    int width = Integer.getInteger("towpath.lab.width", 6);
    String results = System.getProperty("towpath.lab.results");
    if (results != null) {
      return new RandomLabs(estates, Path.of(results), bird).run(seeds, width);
    }
    Path once = fresh("target/" + name + ".tsv");
    Path again = fresh("target/" + name + "-again.tsv");
    List<Long> differing = new RandomLabs(estates, once, bird).run(seeds, width);
    return new RandomLabs(estates, again, bird)
        .run(differing.stream().mapToLong(Long::longValue), width);
  }

  /** Only who names a file goes on where an earlier run ended. */
  private static Path fresh(String file) throws IOException {
    Path results = Path.of(file);
    Files.deleteIfExists(results);
    return results;
  }

  /** Seeds of a list such as {@code 1-20,33}. */
  private static LongStream seeds(String list) {
    return Arrays.stream(list.split(","))
        .map(part -> part.split("-"))
        .flatMapToLong(
            range ->
                LongStream.rangeClosed(
                    Long.parseLong(range[0]), Long.parseLong(range[range.length - 1])));
  }

  /** Runs the seeds that have no result yet; returns those that do not agree, old ones included. */
  List<Long> run(LongStream seeds, int labsAtATime) throws IOException {
    Set<Long> wanted = new TreeSet<>();
    seeds.forEach(wanted::add);
    Set<Long> missing = new TreeSet<>(wanted);
    missing.removeAll(seeds(false));
    try (ExecutorService workers = Executors.newFixedThreadPool(labsAtATime)) {
      List<Future<?>> all = new ArrayList<>();
      missing.forEach(seed -> all.add(workers.submit(() -> run(seed))));
      for (Future<?> each : all) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a result could not be written", e);
    }
    Set<Long> bad = seeds(true);
    bad.retainAll(wanted);
    return List.copyOf(bad);
  }

  private Set<Long> seeds(boolean onlyDiffering) throws IOException {
    Set<Long> found = new TreeSet<>();
    List<String> lines = Files.readAllLines(results);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t");
      if (!onlyDiffering || !fields[8].equals("true")) {
        found.add(Long.parseLong(fields[0]));
      }
    }
    return found;
  }

  private void run(long seed) {
    Path folder = kept.resolve("seed-" + seed);
    RandomLab.Outcome outcome;
    try {
      outcome = RandomLab.compare(estates.apply(seed), folder, bird);
    } catch (IOException | RuntimeException e) {
      outcome =
          new RandomLab.Outcome(seed, 0, 0, 0, 0, 0, 0, 0, false, 0, "Not compared: " + e + "\n");
    }
    write(outcome, folder);
  }

  private synchronized void write(RandomLab.Outcome outcome, Path folder) {
    try {
      if (outcome.agrees()) {
        delete(folder);
      } else {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.txt"), outcome.report());
      }
      String line =
          String.join(
              "\t",
              List.of(
                  Long.toString(outcome.seed()),
                  Integer.toString(outcome.size()),
                  Integer.toString(outcome.sessions()),
                  Long.toString(outcome.rows()),
                  Long.toString(outcome.traces()),
                  Long.toString(outcome.differs()),
                  Long.toString(outcome.allowed()),
                  Long.toString(outcome.several()),
                  Boolean.toString(outcome.agrees()),
                  Long.toString(outcome.seconds())));
      Files.writeString(results, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
