package io.towpath.lab.run;

import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.plan.Daemon;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Starts a ring by hand and prints how long it took: {@code RingTrial ROUTERS [rootless]}. */
public final class RingTrial {
  private RingTrial() {}

  public static void main(String[] args) throws Exception {
    int routers = Integer.parseInt(args[0]);
    Mode mode = args.length > 1 ? Mode.ROOTLESS : Mode.ROOT;
    long start = System.nanoTime();
    String[] stage = {""};
    var arguments = List.of(args[0], "5", "");
    var lab =
        LabStart.up(
            LabDirectory.of("ring" + routers),
            mode,
            RingLab.class.getName(),
            arguments,
            step -> {
              if (!step.stage().equals(stage[0])) {
                stage[0] = step.stage();
                System.out.printf("%6.2f s  %s%n", (System.nanoTime() - start) / 1e9, step);
              }
            });
    System.out.printf("%6.2f s  up%n", (System.nanoTime() - start) / 1e9);
    for (int i = 0; i < routers; i++) {
      try (var vty = lab.vty("r" + i, Daemon.Kind.BGPD)) {
        while (true) {
          JsonNode table = vty.json("show bgp ipv4 unicast json").path("routes");
          if (table.size() == routers) {
            break;
          }
          Thread.sleep(50);
        }
      }
    }
    System.out.printf("%6.2f s  every route everywhere%n", (System.nanoTime() - start) / 1e9);
    System.out.println(lab.directory().path());
  }
}
