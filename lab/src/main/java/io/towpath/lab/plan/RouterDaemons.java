package io.towpath.lab.plan;

import io.towpath.devices.bird.BirdConfiguration;
import io.towpath.devices.bird.BirdPrinter;
import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.FrrConfiguration;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.devices.print.NotExpressible;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routing of each space that is no fabric's and no host's: lines for the kernel where that is
 * enough, else the daemons of FRR with a configuration printed from the node.
 */
final class RouterDaemons {
  private RouterDaemons() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node) || node.kind() == NodeKind.INTERNET) {
        continue;
      }
      for (Vrf vrf : node.vrfs()) {
        String space = draft.names().space(node, vrf.name());
        if (draft.hasSpace(space)) {
          route(draft, node, vrf, built.of(node, vrf.name()));
        }
      }
    }
  }

  private static void route(LabDraft draft, Node node, Vrf vrf, List<Interface> interfaces) {
    LabDraft.SpaceDraft space = draft.space(draft.names().space(node, vrf.name()));
    if (node.kind() == NodeKind.OUTSIDE) {
      // Packets to what it announces have left the model.
      space.ip("route replace blackhole default");
    }
    if (KernelRoutes.suffice(node, vrf, interfaces)) {
      for (Route route : vrf.routes()) {
        String line = KernelRoutes.line(draft, node, route, interfaces);
        if (line != null) {
          space.ip(line);
        }
      }
      return;
    }
    Node local = LocalNode.of(draft, node, vrf, interfaces);
    String label = draft.names().labels().getOrDefault(space.name(), node.name());
    if (draft.runsBird(node.name())) {
      bird(draft, local, space.name(), label);
      return;
    }
    FrrConfiguration configuration = FrrPrinter.print(local, FrrPrinter.Options.LAB);
    configuration
        .byDaemon()
        .forEach(
            (daemon, text) ->
                draft.addDaemon(
                    new Daemon(
                        space.name(),
                        kind(daemon),
                        new TreeMap<>(Map.of(daemon.program() + ".conf", text)))));
    remark(draft, label, configuration.notExpressible());
  }

  private static void bird(LabDraft draft, Node local, String space, String label) {
    BirdConfiguration configuration = BirdPrinter.print(local, BirdPrinter.Options.LAB);
    draft.addDaemon(
        new Daemon(
            space, Daemon.Kind.BIRD, new TreeMap<>(Map.of("bird.conf", configuration.text()))));
    draft.remark(Remark.Kind.VARIANT, label, "It runs BIRD instead of FRR.");
    remark(draft, label, configuration.notExpressible());
  }

  private static void remark(LabDraft draft, String label, List<NotExpressible> notes) {
    for (NotExpressible note : notes) {
      Remark.Kind kind =
          switch (note.degree()) {
            case ABSENT -> Remark.Kind.NOT_COMPARED;
            case APPROXIMATED -> Remark.Kind.VARIANT;
          };
      draft.remark(new Remark(kind, label, note.what() + ": " + note.reason(), note.reach()));
    }
  }

  private static Daemon.Kind kind(FrrDaemon daemon) {
    return switch (daemon) {
      case ZEBRA -> Daemon.Kind.ZEBRA;
      case STATICD -> Daemon.Kind.STATICD;
      case BGPD -> Daemon.Kind.BGPD;
      case OSPFD -> Daemon.Kind.OSPFD;
      case BFDD -> Daemon.Kind.BFDD;
    };
  }
}
