package io.towpath.lab.random;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.compare.TableKind;
import io.towpath.lab.estate.EstateLab;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.testkit.networks.estate.GeneratedEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One random estate and the comparison of its lab with its prediction: the network as it is, two of
 * its failures and their restorations, pings and traceroutes.
 */
final class RandomLab {
  private static final int FAILURES = 2;
  private static final int PAIRS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private RandomLab() {}

  /**
   * What a comparison came to.
   *
   * @param seed of the estate
   * @param size of the estate: routers, or virtual networks
   * @param sessions configured BGP sessions
   * @param rows compared rows of all tables and stages
   * @param traces compared traceroutes, of {@code rows}
   * @param differs rows that speak against the prediction
   * @param allowed differences of the reviewed list
   * @param several rows of prefixes with several stable outcomes or none
   * @param seconds all in all
   * @param report text of the comparison, or what kept it from being made
   */
  record Outcome(
      long seed,
      int size,
      int sessions,
      long rows,
      long traces,
      long differs,
      long allowed,
      long several,
      boolean agrees,
      long seconds,
      String report) {}

  /**
   * Compares an estate in a lab of its own.
   *
   * @param folder for the estate's files
   * @param bird {@code none}, {@code all} or {@code some}: which routers run BIRD instead of FRR
   */
  static Outcome compare(GeneratedEstate random, Path folder, String bird) throws IOException {
    long begin = System.nanoTime();
    random.writeTo(folder);
    Path file = folder.resolve("estate.yaml");
    Estate estate = EstateLoader.load(file, null);
    List<String> steps = new ArrayList<>();
    Set<String> nodes = bird(random.seed(), estate, bird);
    EstateLab lab = EstateLab.up(name(random.seed()), file, estate, null, nodes, _ -> {});
    ComparisonReport report;
    try {
      report =
          LabComparison.run(
              estate,
              Path.of("estate.yaml"),
              lab,
              new LabComparison.Options(
                  failures(random.seed(), estate), true, PAIRS, PATIENCE, steps::add));
    } finally {
      lab.client().down();
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    return new Outcome(
        random.seed(),
        random.size(),
        random.sessions(),
        report.rows(),
        report.rows(TableKind.TRACES),
        report.count(Judgement.DIFFERS),
        report.count(Judgement.ALLOWED),
        report.count(Judgement.SEVERAL_OUTCOMES),
        report.agrees(),
        seconds,
        ReportText.of(report));
  }

  /** Some are every other router that can, beginning with the first or the second. */
  private static Set<String> bird(long seed, Estate estate, String which) {
    if (which.equals("none")) {
      return Set.of();
    }
    Set<String> able = BirdNodes.of(estate.base().network(), List.of(BirdNodes.ALL)).nodes();
    Set<String> chosen = new TreeSet<>();
    int number = (int) (seed % 2);
    for (String node : able) {
      if (which.equals("all") || number++ % 2 == 0) {
        chosen.add(node);
      }
    }
    return chosen;
  }

  /** Of its own for each process, so that runs beside each other do not meet. */
  private static String name(long seed) {
    return "random-" + seed + "-" + ProcessHandle.current().pid();
  }

  private static List<String> failures(long seed, Estate estate) {
    List<String> names = new ArrayList<>(estate.file().failures().keySet());
    List<String> chosen = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    while (chosen.size() < FAILURES && !names.isEmpty()) {
      chosen.add(names.remove(random.nextInt(names.size())));
    }
    return chosen;
  }
}
