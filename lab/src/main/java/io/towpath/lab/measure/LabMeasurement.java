package io.towpath.lab.measure;

import io.towpath.estate.load.Estate;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.LabException;
import io.towpath.lab.compare.Convergence;
import io.towpath.lab.compare.LabAccess;
import io.towpath.lab.measure.MeasurementReport.PairLoss;
import io.towpath.lab.measure.MeasurementReport.Stage;
import io.towpath.network.Host;
import io.towpath.network.Network;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures failovers of a running lab: streams of real packets between hosts while something fails
 * and while it comes back, and when which table changed. Time zero is the command to the lab. The
 * lab is as it was when this ends.
 */
public final class LabMeasurement {
  /** Probes run for so long before the command and after the end, so that both are seen. */
  private static final Duration LEAD = Duration.ofSeconds(1);

  private static final Duration TRIAL = Duration.ofSeconds(10);
  private static final int MOST_PAIRS = 12;

  private final LabAccess lab;
  private final Estate estate;
  private final Options options;
  private final Network network;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * What to measure.
   *
   * @param failures names of failures, in this order
   * @param pairs hosts that send to each other; empty = up to twelve that reach each other
   * @param interval between probes
   * @param patience longest time to watch after each command
   * @param repeat how often each failure is brought about
   * @param clock that programs of this machine stamp their lines with
   * @param progress told what is being done, one line each
   */
  public record Options(
      List<String> failures,
      List<Pair> pairs,
      Duration interval,
      Duration patience,
      int repeat,
      InstantSource clock,
      Consumer<String> progress) {
    public Options {
      failures = List.copyOf(failures);
      pairs = List.copyOf(pairs);
    }
  }

  /** Two hosts, by name. */
  public record Pair(String from, String to) {}

  private LabMeasurement(Estate estate, LabAccess lab, Options options) {
    this.estate = estate;
    this.lab = lab;
    this.options = options;
    this.network = estate.base().network();
  }

  /**
   * Measures.
   *
   * @param lab a lab of this estate without failures
   * @throws LabException if a host is not known, or no two hosts reach each other
   */
  public static MeasurementReport run(Estate estate, LabAccess lab, Options options) {
    return new LabMeasurement(estate, lab, options).run();
  }

  private MeasurementReport run() {
    options
        .pairs()
        .forEach(
            pair -> {
              host(pair.from());
              host(pair.to());
            });
    Solution base = solve(List.of());
    options.progress().accept("waiting until the lab is at rest");
    Convergence.await(lab, base, options.patience());
    List<Pair> pairs = options.pairs().isEmpty() ? reaching() : options.pairs();
    if (pairs.isEmpty()) {
      throw new LabException(
          "TP7052", "no two hosts of this lab reach each other", "Name hosts with --pair FROM:TO.");
    }
    for (int run = 1; run <= options.repeat(); run++) {
      for (String failure : options.failures()) {
        Solution broken = solve(List.of(failure));
        awaitAnswers(base, pairs);
        try {
          stages.add(stage(failure, run, false, broken, pairs));
          stages.add(stage(failure, run, true, base, pairs));
        } finally {
          lab.setFailures(List.of()); // Without effect but after an exception.
        }
      }
    }
    return new MeasurementReport(
        estate.file().name(), options.interval(), StateWatch.BETWEEN_LOOKS, stages);
  }

  private Solution solve(List<String> failures) {
    FailureNames names = new FailureNames(estate);
    return names.solve(failures.stream().map(names::parse).toList()).solution();
  }

  private Stage stage(
      String failure, int run, boolean restore, Solution expected, List<Pair> pairs) {
    String name = (restore ? "restore " : "fail ") + failure;
    options.progress().accept(name + ": " + pairs.size() + " streams of probes");
    Map<Pair, ProbeStream> streams = new LinkedHashMap<>();
    try (StateWatch watch = StateWatch.begin(lab, network)) {
      for (Pair pair : pairs) {
        String space = lab.plan().names().host(pair.from());
        String address = host(pair.to()).address().toString();
        streams.put(pair, ProbeStream.start(lab, space, address, options.interval()));
      }
      pause(LEAD);
      TimeZero zero = TimeZero.now(options.clock());
      lab.setFailures(restore ? List.of() : List.of(failure));
      Duration applied = zero.elapsed();
      options.progress().accept(name + ": waiting for convergence");
      Convergence.Outcome outcome = Convergence.await(lab, expected, options.patience());
      pause(LEAD);
      List<PairLoss> packets = new ArrayList<>();
      streams.forEach((pair, stream) -> packets.add(loss(pair, stream.stop(), zero)));
      streams.clear();
      return new Stage(
          failure,
          run,
          restore,
          applied,
          outcome.asExpected(),
          outcome.moving(),
          packets,
          watch.since(zero));
    } finally {
      streams.values().forEach(ProbeStream::stop);
    }
  }

  /** A stream that nobody answers before the failure measures nothing. */
  private void awaitAnswers(Solution base, List<Pair> pairs) {
    long until = System.nanoTime() + options.patience().toNanos();
    List<Pair> silent = unanswered(pairs);
    while (!silent.isEmpty()) {
      if (System.nanoTime() > until) {
        throw new LabException(
            "TP7052",
            "\""
                + silent.getFirst().to()
                + "\" does not answer \""
                + silent.getFirst().from()
                + "\"",
            "Name hosts that reach each other before the failure.");
      }
      Convergence.await(lab, base, options.patience());
      silent = unanswered(pairs);
    }
  }

  private List<Pair> unanswered(List<Pair> pairs) {
    return pairs.stream().filter(pair -> !answers(pair.from(), pair.to())).toList();
  }

  private PairLoss loss(Pair pair, ProbeReplies replies, TimeZero zero) {
    boolean before =
        replies.answered().stream().anyMatch(a -> zero.ofMicros(a.sentMicros()).isNegative());
    return new PairLoss(pair.from(), pair.to(), before, Loss.of(replies, zero, options.interval()));
  }

  /** Pairs that reach each other, each once; of many, every n-th. */
  private List<Pair> reaching() {
    options.progress().accept("looking for hosts that reach each other");
    List<String> hosts = List.copyOf(network.hosts().keySet());
    List<Pair> reaching = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      for (int j = i + 1; j < hosts.size(); j++) {
        if (answers(hosts.get(i), hosts.get(j))) {
          reaching.add(new Pair(hosts.get(i), hosts.get(j)));
        }
      }
    }
    int step = Math.max(1, (reaching.size() + MOST_PAIRS - 1) / MOST_PAIRS);
    List<Pair> some = new ArrayList<>();
    for (int i = 0; i < reaching.size(); i += step) {
      some.add(reaching.get(i));
    }
    return some;
  }

  private boolean answers(String from, String to) {
    String address = host(to).address().toString();
    List<String> argv = List.of("ping", "-n", "-c", "2", "-i", "0.3", "-W", "1", address);
    return lab.run(lab.plan().names().host(from), argv, TRIAL).ok();
  }

  private Host host(String name) {
    Host host = network.hosts().get(name);
    if (host == null) {
      throw new LabException(
          "TP7053",
          "there is no host \"" + name + "\"",
          "Hosts: " + String.join(", ", network.hosts().keySet()));
    }
    return host;
  }

  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while probes were under way");
      }
    }
  }
}
