package io.towpath.testkit.networks;

import io.towpath.testkit.networks.estate.RandomEstate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workload as a folder that {@code towpath check} reads: {@code GenerateWorkload ft8 DIR},
 * or {@code random:SEED} or {@code estate:SEED} instead of a name.
 */
public final class GenerateWorkload {
  private static final String RANDOM = "random:";
  private static final String ESTATE = "estate:";

  private GenerateWorkload() {}

  /** The workloads that have a name, smallest first. */
  public static Map<String, Supplier<Workload>> named() {
    Map<String, Supplier<Workload>> workloads = new LinkedHashMap<>();
    workloads.put("ft4", () -> FatTree.of(4, 40));
    workloads.put("ring100", () -> RingEstate.of(100, 10));
    workloads.put("ft8", () -> FatTree.of(8, 40));
    workloads.put("ft8p4k", () -> FatTree.of(8, 128));
    workloads.put("hs300", () -> HubAndSpoke.of(2, 300, 4));
    workloads.put("ft16", () -> FatTree.of(16, 16));
    return workloads;
  }

  /** Entry point; exit code 2 for wrong arguments. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.out, System.err));
  }

  private static @Nullable Supplier<Workload> find(String name) {
    if (name.matches(RANDOM + "-?[0-9]{1,18}")) {
      long seed = Long.parseLong(name.substring(RANDOM.length()));
      return () -> RandomRouters.of(new SplittableRandom(seed), RandomRouters.Policies.ANY);
    }
    return named().get(name);
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
    if (arguments.length == 2 && arguments[0].matches(ESTATE + "-?[0-9]{1,18}")) {
      long seed = Long.parseLong(arguments[0].substring(ESTATE.length()));
      int routers = RandomEstate.usualSize(seed);
      RandomEstate estate = RandomEstate.of(seed, RandomEstate.Options.of(seed, routers));
      estate.writeTo(Path.of(arguments[1]));
      out.println(estate);
      return 0;
    }
    Supplier<Workload> chosen = arguments.length == 2 ? find(arguments[0]) : null;
    if (chosen == null) {
      err.printf(
          "Usage: GenerateWorkload NAME FOLDER, where NAME is %s, %sSEED or %sSEED.%n",
          String.join(", ", named().keySet()), RANDOM, ESTATE);
      return 2;
    }
    Workload workload = chosen.get();
    workload.writeTo(Path.of(arguments[1]));
    out.println(workload);
    return 0;
  }
}
