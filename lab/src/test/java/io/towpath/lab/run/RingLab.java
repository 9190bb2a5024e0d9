package io.towpath.lab.run;

import io.towpath.lab.linux.Machine;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabNames;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Wire;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A ring of routers, each with an AS, a LAN and a host of its own, without an estate: what the
 * supervisor needs to be tried and measured. Router {@code i} has 10.0.{@code i}.0/31 towards
 * {@code i + 1} and the LAN 10.100.{@code i}.0/24. Failures are called {@code down:SPACE:IFACE},
 * {@code silent:SPACE:IFACE}, {@code stop:SPACE} and {@code shut:SPACE:PEER}.
 */
public final class RingLab implements LabSource {
  /** Instead of a line: a daemon that does not start. */
  static final String BROKEN_BIRD = "broken bird";

  private final int routers;
  private final Duration latency;
  private final String extra;

  private RingLab(int routers, Duration latency, String extra) {
    this.routers = routers;
    this.latency = latency;
    this.extra = extra;
  }

  /**
   * A supervisor of a ring.
   *
   * @param args state directory, mode, number of routers, milliseconds of latency of the wire
   *     between the first two, one more line for the first router's configuration
   */
  public static void main(String[] args) {
    Supervisor.run(
        List.of(args),
        new RingLab(
            Integer.parseInt(args[2]), Duration.ofMillis(Long.parseLong(args[3])), args[4]));
  }

  @Override
  public String description() {
    return "ring of " + routers;
  }

  @Override
  public LabPlan plan(Machine machine) {
    var spaces = new ArrayList<Space>();
    var wires = new ArrayList<Wire>();
    var daemons = new ArrayList<Daemon>();
    for (int i = 0; i < routers; i++) {
      int next = (i + 1) % routers;
      int before = (i + routers - 1) % routers;
      var up = new ArrayList<String>();
      up.add("address add 10.0." + i + ".0/31 dev east");
      up.add("address add 10.0." + before + ".1/31 dev west");
      up.add("address add 10.100." + i + ".1/24 dev lan");
      var forwards = new TreeMap<String, String>();
      forwards.put("net.ipv4.ip_forward", "1");
      spaces.add(space("r" + i, up, forwards));
      spaces.add(
          space(
              "h" + i,
              List.of(
                  "address add 10.100." + i + ".10/24 dev eth0",
                  "route add default via 10.100." + i + ".1"),
              new TreeMap<>()));
      wires.add(
          new Wire(
              "ring" + i,
              end("r" + i, "east", 1, i),
              end("r" + next, "west", 2, i),
              i == 0 ? latency : Duration.ZERO));
      wires.add(
          new Wire(
              "lan" + i, end("r" + i, "lan", 3, i), end("h" + i, "eth0", 4, i), Duration.ZERO));
      String text =
          configuration(i, before) + (i == 0 && !extra.equals(BROKEN_BIRD) ? extra + "\n" : "");
      daemons.add(daemon("r" + i, Daemon.Kind.ZEBRA, text));
      daemons.add(daemon("r" + i, Daemon.Kind.BGPD, text));
    }
    if (extra.equals(BROKEN_BIRD)) {
      var files = new TreeMap<String, String>();
      files.put("bird.conf", "protocol nonsense;\n");
      daemons.add(new Daemon("h0", Daemon.Kind.BIRD, files));
    }
    return new LabPlan(
        spaces,
        wires,
        daemons,
        List.of(),
        List.of(),
        List.of(),
        LabNames.of(Network.of(new Fragment.Builder().build())));
  }

  private static Space space(String name, List<String> ip, SortedMap<String, String> sysctls) {
    return new Space(
        name,
        name,
        name,
        null,
        false,
        List.of(),
        List.of(),
        sysctls,
        ip,
        List.of(),
        new TreeMap<>());
  }

  private static Wire.End end(String space, String iface, int kind, int i) {
    String mac = "02:00:00:%02x:%02x:%02x".formatted(kind, i / 256, i % 256);
    return new Wire.End(space, iface, mac, true, 1500, null);
  }

  private static Daemon daemon(String space, Daemon.Kind kind, String text) {
    var files = new TreeMap<String, String>();
    files.put("frr.conf", text);
    return new Daemon(space, kind, files);
  }

  private static String configuration(int i, int before) {
    String east = "10.0." + i + ".1";
    String west = "10.0." + before + ".0";
    var text = new StringBuilder();
    text.append("hostname r").append(i).append("\nrouter bgp ").append(65000 + i);
    text.append("\n bgp router-id 10.100.").append(i).append(".1");
    text.append("\n no bgp ebgp-requires-policy\n");
    for (String peer : List.of(east, west)) {
      text.append(" neighbor ").append(peer).append(" remote-as external\n");
      text.append(" neighbor ").append(peer).append(" timers connect 1\n");
      text.append(" neighbor ").append(peer).append(" timers 1 3\n");
      text.append(" neighbor ").append(peer).append(" advertisement-interval 0\n");
    }
    text.append(" address-family ipv4 unicast\n  network 10.100.").append(i).append(".0/24\n");
    return text.append(" exit-address-family\nexit\n").toString();
  }

  @Override
  public Optional<Agent> agent(RunningLab lab) {
    return Optional.empty();
  }

  @Override
  public Conditions conditions(List<String> names) {
    var lines = new TreeMap<Conditions.Port, Conditions.Line>();
    var stopped = new TreeSet<String>();
    var sessions = new TreeSet<Conditions.Session>();
    for (String name : names) {
      String[] part = name.split(":");
      switch (part[0]) {
        case "down" -> lines.put(new Conditions.Port(part[1], part[2]), Conditions.Line.DOWN);
        case "silent" -> lines.put(new Conditions.Port(part[1], part[2]), Conditions.Line.SILENT);
        case "stop" -> stopped.add(part[1]);
        case "shut" -> sessions.add(new Conditions.Session(part[1], part[2]));
        default ->
            throw new InvalidInputException(
                Finding.error("TP7030", Origin.NONE, "no failure \"" + name + "\"", "stop:r0"));
      }
    }
    return new Conditions(lines, stopped, sessions, new TreeSet<>(), List.of());
  }
}
