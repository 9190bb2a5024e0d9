package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.LeaseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hosts that ask for their addresses by DHCP, with {@code udhcpc}: the clients of one server one
 * after the other, because the order decides who gets which address. A lease lasts for ever, so
 * that no client need live on; one that gets none goes without, and the comparison shows it.
 */
final class LeaseRequests {
  private static final String LINES = "lease.ip";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Gives the address to the interface, and keeps what was said for whoever asks later. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      [ "$1" = bound ] || exit 0
      cd "${0%/*}" || exit 1
      {
        echo "address $ip/$mask"
        echo "server $serverid"
        echo "router $router"
        echo "dns $dns"
      } > LEASE
      {
        echo "address add $ip/$mask dev $interface"
        [ -z "$router" ] || echo "route replace default via ${router%% *} dev $interface"
      } > lease.ip
      exec ip -force -batch lease.ip
      """
          .replace("LEASE", LeaseClient.LEASE);

  private final LabPlan plan;
  private final LabDirectory directory;
  private final Consumer<String> log;

  LeaseRequests(LabPlan plan, LabDirectory directory, Consumer<String> log) {
    this.plan = plan;
    this.directory = directory;
    this.log = log;
  }

  /** Lets every client ask whose space and server run; returns when all have been answered. */
  void ask(Predicate<String> isRunning, Consumer<Progress> progress) {
    Map<String, List<LeaseClient>> byServer = new TreeMap<>();
    for (LeaseClient client : plan.clients()) {
      if (isRunning.test(client.space()) && isRunning.test(client.server())) {
        byServer.computeIfAbsent(client.server(), _ -> new ArrayList<>()).add(client);
      }
    }
    Collection<List<LeaseClient>> all = byServer.values();
    new Workers(Workers.DAEMONS, progress)
        .each(
            "leases",
            all,
            clients -> plan.space(clients.getFirst().server()).label(),
            clients -> clients.forEach(this::ask));
  }

  private void ask(LeaseClient client) {
    Path script = directory.space(client.space()).resolve("udhcpc.script");
    try {
      Files.writeString(script, SCRIPT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new LabException("TP7020", "files of " + client.host() + ": " + e.getMessage(), "", e);
    }
    Command.Result result =
        Command.of(
                Programs.require("udhcpc", "udhcpc"),
                "-i",
                client.iface(),
                "-f",
                "-n",
                "-q",
                // Looks by ARP for half a second whether somebody has the address, and asks again.
                "-a500",
                "-A",
                "1",
                "-t",
                "10",
                "-T",
                "2",
                "-C",
                "-x",
                "0x3d:" + client.id(),
                "-s",
                script.toString())
            .in(Netns.named(client.space()))
            .within(LIMIT)
            .attempt();
    if (!result.ok()) {
      log.accept(client.host() + " was given no lease: " + result.complaint());
    }
  }

  /** What the lease of a space put into the kernel, for doing it again; empty if it has none. */
  List<String> linesOf(String space) {
    Path file = directory.space(space).resolve(LINES);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      log.accept(file + ": " + e.getMessage());
      return List.of();
    }
  }
}
