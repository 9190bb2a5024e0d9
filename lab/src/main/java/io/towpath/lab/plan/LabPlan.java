package io.towpath.lab.plan;

import java.util.List;

/**
 * A whole lab before anything is started. Immutable, deterministic, and sorted by name.
 *
 * @param spaces namespaces
 * @param wires cables between them
 * @param daemons protocol daemons, by space, then in the order of start
 * @param tunnels IKE daemons with their TUN devices
 * @param clients hosts that ask for their addresses; those of one server in the order of asking
 * @param remarks what differs from the network
 * @param names which space and interface stands for which element of the network
 */
public record LabPlan(
    List<Space> spaces,
    List<Wire> wires,
    List<Daemon> daemons,
    List<Tunnel> tunnels,
    List<LeaseClient> clients,
    List<Remark> remarks,
    LabNames names) {
  public LabPlan {
    spaces = List.copyOf(spaces);
    wires = List.copyOf(wires);
    daemons = List.copyOf(daemons);
    tunnels = List.copyOf(tunnels);
    clients = List.copyOf(clients);
    remarks = remarks.stream().sorted().distinct().toList();
  }

  /** The space of that name. */
  public Space space(String name) {
    for (Space space : spaces) {
      if (space.name().equals(name)) {
        return space;
      }
    }
    throw new IllegalArgumentException("no space " + name);
  }

  /** True if a program runs in a space. */
  public boolean runs(String space, Daemon.Kind kind) {
    return daemons.stream()
        .anyMatch(daemon -> daemon.space().equals(space) && daemon.kind() == kind);
  }
}
