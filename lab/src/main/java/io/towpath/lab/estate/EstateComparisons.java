package io.towpath.lab.estate;

import io.towpath.azure.Profile;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.LabException;
import io.towpath.lab.compare.ComparisonRun;
import io.towpath.lab.compare.ComparisonRun.Compared;
import io.towpath.lab.compare.ComparisonRun.Entry;
import io.towpath.lab.compare.ComparisonRun.Failed;
import io.towpath.lab.compare.ComparisonRun.Skipped;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.lab.run.PlanNeeds;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares many estates, each in a lab of its own that ends with its comparison. An estate whose
 * lab this machine cannot run is skipped, with what is missing; one that breaks does not keep the
 * others from their turn.
 */
public final class EstateComparisons {
  private final Options options;
  private final Machine machine = Probe.probe();

  /**
   * How to compare.
   *
   * @param profile that overrides the estates'; null = as they say
   * @param atATime labs that run beside each other, at least 1
   * @param bird nodes of an estate that run BIRD instead of FRR
   * @param comparison what to compare of an estate
   * @param progress told what is being done, one line each
   * @param done told of each estate, in the order in which they were asked for
   */
  public record Options(
      @Nullable Profile profile,
      int atATime,
      Function<Estate, Set<String>> bird,
      Function<Estate, LabComparison.Options> comparison,
      Consumer<String> progress,
      Consumer<Entry> done) {
    public Options {
      atATime = Math.max(1, atATime);
    }
  }

  private EstateComparisons(Options options) {
    this.options = options;
  }

  /** Compares the estates of these files or folders. */
  public static ComparisonRun run(List<Path> files, Options options) {
    return new EstateComparisons(options).run(files);
  }

  private ComparisonRun run(List<Path> files) {
    List<Entry> entries = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(options.atATime());
    try {
      List<Future<Entry>> all = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        int number = i + 1;
        Path file = files.get(i);
        all.add(workers.submit(() -> compare(file, number)));
      }
      for (Future<Entry> each : all) {
        Entry entry = each.get();
        entries.add(entry);
        options.done().accept(entry);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a comparison has a fault", e.getCause());
    } finally {
      workers.shutdownNow();
    }
    return new ComparisonRun(entries);
  }

  private Entry compare(Path file, int number) {
    long begin = System.nanoTime();
    options.progress().accept(file.toString());
    ComparisonRun.Result result;
    try {
      result = result(file, number);
    } catch (InvalidInputException e) {
      result = new Failed(words(e.findings()));
    } catch (LabException e) {
      result = new Failed(words(List.of(e.finding())));
    } catch (IOException e) {
      result = new Failed("A daemon could not be asked: " + e.getMessage());
    }
    return new Entry(file.toString(), result, Duration.ofNanos(System.nanoTime() - begin));
  }

  private ComparisonRun.Result result(Path file, int number) throws IOException {
    Estate estate = EstateLoader.load(file, options.profile());
    Set<String> bird = options.bird().apply(estate);
    List<Finding> hindrances =
        machine.hindrances(PlanNeeds.of(EstateSource.of(file, estate, bird).plan(machine)));
    if (!hindrances.isEmpty()) {
      return new Skipped(words(hindrances));
    }
    // Of this process alone: no lab that runs already is meant, and runs beside this do not meet.
    String name = "compare-" + ProcessHandle.current().pid() + "-" + number;
    try (LabLease lease =
        LabLease.of(
            name,
            file,
            estate,
            options.profile(),
            bird,
            false,
            step -> options.progress().accept(file + ": " + step))) {
      return new Compared(
          LabComparison.run(estate, file, lease.lab(), options.comparison().apply(estate)));
    }
  }

  private static String words(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.code() + " " + finding.message() + " " + finding.fix())
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
