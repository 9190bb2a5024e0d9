package io.towpath.lab.compare;

import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a running lab with the prediction: first the network as it is, then each failure and its
 * restoration. A failure that a running lab cannot bring about is reported as not tried. The lab is
 * read only, but for the failures, and is as it was when this ends.
 */
public final class LabComparison {
  /** A lab that goes on changing is compared as it is after so many. */
  private static final int MOST_READINGS = 5;

  /** Of a lab that does not come to rest. */
  private static final int READINGS_OF_UNREST = 6;

  /** Longer than a session that does not come to rest takes from one change to the next. */
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(60);

  private final Estate estate;
  private final LabAccess lab;
  private final Options options;
  private final WireRecords wire;
  private final List<ComparisonReport.Stage> stages = new ArrayList<>();
  private final List<ComparisonReport.NotTried> notTried = new ArrayList<>();

  /**
   * What to compare.
   *
   * @param failures names of failures, in this order
   * @param packets pings and traceroutes between hosts
   * @param mostPairs pairs of hosts at most; of more, every n-th is taken
   * @param patience longest wait for convergence, each time
   * @param progress told what is being done, one line each
   */
  public record Options(
      List<String> failures,
      boolean packets,
      int mostPairs,
      Duration patience,
      Consumer<String> progress) {
    public Options {
      failures = List.copyOf(failures);
    }

    /** Every named failure of an estate, and packets between all hosts. */
    public static Options all(Estate estate, Consumer<String> progress) {
      return new Options(
          List.copyOf(estate.file().failures().keySet()),
          true,
          1000,
          Duration.ofMinutes(4),
          progress);
    }
  }

  private LabComparison(Estate estate, LabAccess lab, Options options) {
    this.estate = estate;
    this.lab = lab;
    this.options = options;
    this.wire = new WireRecords(lab);
  }

  /**
   * Compares.
   *
   * @param file the estate's file, as it is named in the report
   * @param lab a lab of this estate without failures
   * @throws IOException if a daemon that should run cannot be asked
   */
  public static ComparisonReport run(Estate estate, Path file, LabAccess lab, Options options)
      throws IOException {
    return new LabComparison(estate, lab, options).run(file);
  }

  private ComparisonReport run(Path file) throws IOException {
    Solution base = solve(List.of());
    stage("base", base);
    for (String failure : options.failures()) {
      String hindrance = whyNotTried(estate, failure);
      if (hindrance != null) {
        notTried.add(new ComparisonReport.NotTried(failure, hindrance));
        continue;
      }
      options.progress().accept("fail " + failure);
      lab.setFailures(List.of(failure));
      try {
        stage("fail " + failure, solve(List.of(failure)));
      } finally {
        lab.setFailures(List.of());
      }
      stage("restore " + failure, base);
    }
    return new ComparisonReport(
        estate.file().name(), file.toString(), stages, notTried, lab.plan().remarks());
  }

  /**
   * Why a running lab cannot bring a failure about; null if it can. Without a peering Azure
   * compiles to another network, and a lab runs one.
   */
  static @Nullable String whyNotTried(Estate estate, String failure) {
    FailureNames names = new FailureNames(estate);
    return names.meaning(List.of(names.parse(failure))).variant().equals(estate.base())
        ? null
        : "A peering cannot be disconnected while the lab runs.";
  }

  private Solution solve(List<String> failures) {
    FailureNames names = new FailureNames(estate);
    List<FailureSpec> specs = new ArrayList<>();
    failures.forEach(text -> specs.add(names.parse(text)));
    return names.solve(specs).solution();
  }

  private void stage(String name, Solution solution) throws IOException {
    List<TableRows> predicted = new ArrayList<>(PredictedTables.of(solution, lab.plan()));
    if (!lab.plan().tunnels().isEmpty()) {
      predicted.add(TunnelRows.predicted(solution, lab.plan()));
    }
    if (!lab.plan().clients().isEmpty()) {
      predicted.add(LeaseRows.predicted(solution.topology().network(), lab.plan()));
    }
    wire.refresh();
    Convergence convergence = new Convergence(lab, solution);
    Convergence.Outcome outcome;
    List<TableRows> observed;
    List<TableRows> everSeen = new ArrayList<>();
    int read = 0;
    do {
      options.progress().accept(name + ": waiting for convergence");
      outcome = convergence.await(predicted, options.patience());
      options.progress().accept(name + ": reading tables");
      observed = observe(solution, predicted);
      everSeen.addAll(observed);
      read++;
      // What differs may only be late; it counts once nothing moves any more.
    } while (!agree(solution, predicted, observed, everSeen)
        && read < MOST_READINGS
        && convergence.awaitChange(Convergence.LATE));
    // A lab without rest is looked at again: what moves must be what is known to differ.
    List<List<TableRows>> readings = new ArrayList<>();
    readings.add(observed);
    boolean moves = !outcome.moving().isEmpty();
    for (int i = 1; i < READINGS_OF_UNREST && moves; i++) {
      moves = convergence.awaitChange(BETWEEN_CHANGES);
      List<TableRows> again = observe(solution, predicted);
      readings.add(again);
      everSeen.addAll(again);
    }
    FollowingPackets following = new FollowingPackets(solution.topology(), lab.plan());
    MovingRows moving = new MovingRows();
    // Of a session that goes up and down, one reading knows what another one was announced.
    for (List<TableRows> reading : readings) {
      ComparisonJudge judge =
          new ComparisonJudge(solution, lab.plan(), predicted, reading, everSeen);
      List<ComparedTable> compared = new TableComparison(judge).compare(predicted, reading);
      following.add(predicted, reading, compared);
      moving.add(reading, compared, judge::isOpen);
    }
    TableComparison comparison = comparison(solution, predicted, observed, everSeen);
    List<ComparedTable> tables = comparison.compare(predicted, observed);
    if (options.packets()) {
      List<TableRows> packets = packets(name, solution);
      List<TableRows> seen = new ObservedPackets(lab, solution.topology().network()).of(packets);
      tables.addAll(following.judge(comparison.compare(packets, seen), packets, seen));
    }
    List<String> restless = new ArrayList<>();
    if (!outcome.moving().isEmpty() && !moving.areExcused(moves)) {
      restless.addAll(outcome.moving());
      restless.addAll(moving.notExcused());
    }
    stages.add(new ComparisonReport.Stage(name, outcome.after(), restless, tables));
  }

  private TableComparison comparison(
      Solution solution,
      List<TableRows> predicted,
      List<TableRows> observed,
      List<TableRows> everSeen) {
    return new TableComparison(
        new ComparisonJudge(solution, lab.plan(), predicted, observed, everSeen));
  }

  private boolean agree(
      Solution solution,
      List<TableRows> predicted,
      List<TableRows> observed,
      List<TableRows> everSeen) {
    return comparison(solution, predicted, observed, everSeen).compare(predicted, observed).stream()
        .allMatch(ComparedTable::agrees);
  }

  private List<TableRows> observe(Solution solution, List<TableRows> predicted) throws IOException {
    List<TableRows> observed =
        new ArrayList<>(
            ObservedTables.of(
                lab, wire, new KernelHops(solution.topology(), lab.plan()), predicted));
    if (!lab.plan().tunnels().isEmpty()) {
      observed.add(TunnelRows.observed(lab.tunnels()));
    }
    if (!lab.plan().clients().isEmpty()) {
      observed.add(LeaseRows.observed(lab));
    }
    return observed;
  }

  private List<TableRows> packets(String name, Solution solution) {
    List<PacketPairs.Pair> pairs =
        PacketPairs.of(solution.topology().network(), options.mostPairs());
    options.progress().accept(name + ": " + pairs.size() + " pings and traceroutes");
    return PredictedPackets.of(solution, pairs);
  }
}
