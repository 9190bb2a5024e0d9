package io.towpath.lab.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * A run over many seeds that can be interrupted: results stand in a file, one line for each seed,
 * and a seed that stands there is not run again. The estate and the report of a seed that differs
 * are kept beside it.
 */
final class RandomLabs {
  private static final String HEADER =
      "seed\trouters\tsessions\trows\ttraces\tdiffers\tallowed\tseveral\tagrees\tseconds";

  private final Path results;
  private final Path kept;
  private final String bird;

  /**
   * A run.
   *
   * @param results file of results, made if it does not exist
   * @param bird which routers run BIRD, as in {@link RandomLab#compare}
   */
  RandomLabs(Path results, String bird) throws IOException {
    this.bird = bird;
    this.results = results.toAbsolutePath();
    this.kept = this.results.resolveSibling(results.getFileName() + ".differ");
    if (!Files.exists(results)) {
      Files.createDirectories(this.results.resolveSibling("."));
      Files.writeString(results, HEADER + "\n");
    }
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
    for (String line : Files.readAllLines(results)) {
      String[] fields = line.split("\t");
      if (!line.equals(HEADER) && (!onlyDiffering || !fields[8].equals("true"))) {
        found.add(Long.parseLong(fields[0]));
      }
    }
    return found;
  }

  private void run(long seed) {
    Path folder = kept.resolve("seed-" + seed);
    RandomLab.Outcome outcome;
    try {
      outcome = RandomLab.compare(RandomLab.estate(seed), folder, bird);
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
                  Integer.toString(outcome.routers()),
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
