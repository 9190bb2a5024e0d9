package io.towpath.lab.export;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.fabric.PredictedFabric;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.LeaseClient;
import io.towpath.lab.plan.Remark;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Wire;
import io.towpath.lab.run.Sysctls;
import io.towpath.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lab that is to run without Towpath: its plan for any kernel, and the tables that an agent would
 * fill, as predicted.
 *
 * @param name letters, digits and {@code -}
 * @param network what it is the lab of
 * @param pings pairs of machines with what is predicted for them
 */
public record ExportedLab(
    String name, Network network, LabPlan plan, PredictedFabric fabric, List<ExpectedPing> pings) {
  /** So many pairs of machines ping each other at most. */
  private static final int MOST_PINGS = 1000;

  public ExportedLab {
    pings = List.copyOf(pings);
  }

  /** Of a network that is solved. */
  public static ExportedLab of(String name, Solution solution) {
    Network network = solution.topology().network();
    LabPlan plan = LabCompiler.compile(network, Features.LEAST);
    return new ExportedLab(
        name.replaceAll("[^A-Za-z0-9-]", "-"),
        network,
        plan,
        PredictedFabric.of(solution, plan),
        ExpectedPing.of(solution, MOST_PINGS));
  }

  /** Lines for {@code ip} inside a space: bridges and stubs made, ports joined, everything up. */
  List<String> links(Space space) {
    List<String> lines = new ArrayList<>();
    lines.add("link set dev lo up");
    for (String bridge : space.bridges()) {
      lines.add("link add name " + bridge + " type bridge stp_state 0 forward_delay 0");
      lines.add("link set dev " + bridge + " up");
    }
    int number = 0;
    for (String stub : space.stubs()) {
      // Every kernel has veth; not every one has dummies.
      String far = "stub" + number++;
      lines.add("link add name " + stub + " type veth peer name " + far);
      lines.add("link set dev " + far + " arp off up");
      lines.add("link set dev " + stub + " up");
    }
    for (Wire wire : plan.wires()) {
      for (Wire.End end : List.of(wire.a(), wire.b())) {
        if (end.space().equals(space.name())) {
          lines.add(
              "link set dev "
                  + end.iface()
                  + " address "
                  + end.mac()
                  + " mtu "
                  + end.mtu()
                  + (end.arp() ? "" : " arp off")
                  + (end.bridge() == null ? "" : " master " + end.bridge())
                  + (space.stopped() ? "" : " up"));
        }
      }
    }
    return lines;
  }

  /** Lines for {@code ip} when the links are up; none in a space that does not run. */
  List<String> addresses(Space space) {
    if (space.stopped()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(space.ip());
    for (LeaseClient client : plan.clients()) {
      if (client.space().equals(space.name())) {
        lines.addAll(client.given());
      }
    }
    return lines;
  }

  /** Kernel settings of a space, or those of its interfaces, by key. */
  SortedMap<String, String> settings(Space space, boolean ofInterfaces) {
    SortedMap<String, String> settings = new TreeMap<>(ofInterfaces ? Map.of() : Sysctls.COMMON);
    space
        .sysctls()
        .forEach(
            (key, value) -> {
              if (Sysctls.isOfInterface(key) == ofInterfaces) {
                settings.put(key, value);
              }
            });
    return settings;
  }

  /**
   * Daemons of a space in the order of start; none in one that does not run. DHCP servers are left
   * out: what they would lease is given.
   */
  List<Daemon> daemons(Space space) {
    return plan.daemons().stream()
        .filter(daemon -> !space.stopped() && daemon.space().equals(space.name()))
        .filter(daemon -> daemon.kind() != Daemon.Kind.DNSMASQ)
        .toList();
  }

  /** What every export lacks, and what the plan itself says. */
  List<Remark> remarks() {
    List<Remark> remarks = new ArrayList<>(plan.remarks());
    if (!fabric.ip().isEmpty() || !fabric.nft().isEmpty()) {
      remarks.add(
          new Remark(
              Remark.Kind.MISSING,
              "tables of the fabric",
              "They are as predicted when the lab was exported; they do not follow failures or"
                  + " changes of routes, because what fills them in a lab of Towpath is not"
                  + " exported."));
    }
    fabric
        .problems()
        .forEach(
            text -> remarks.add(new Remark(Remark.Kind.MISSING, "tables of the fabric", text)));
    for (Space space : plan.spaces()) {
      if (plan.runs(space.name(), Daemon.Kind.DNSMASQ)) {
        remarks.add(
            new Remark(
                Remark.Kind.VARIANT,
                space.label(),
                "No DHCP server runs: its clients are given their leases as addresses."));
      }
      if (space.stopped()) {
        remarks.add(
            new Remark(
                Remark.Kind.MISSING,
                space.label(),
                "It is a standby that waits; nothing wakes it up in an exported lab."));
      }
    }
    return remarks;
  }
}
