package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.DelayWires;
import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Builds everything of a plan but its daemons: namespaces, kernel settings, wires, addresses and
 * rulesets; and files for the daemons. What costs is starting processes, so namespaces and wires
 * take one process in all and a space one for its addresses.
 */
final class LabBuild {
  /** Prefix of the far ends of stubs, which nobody uses. */
  static final String STUB_END = "stub";

  private static final int WIDTH = 3;

  private final LabPlan plan;
  private final Machine machine;
  private final LabDirectory directory;
  private final DelayWires delays;
  private final boolean rootless;
  private final Workers workers;
  private final Map<String, List<Wire.End>> endsOf = new TreeMap<>();

  LabBuild(
      LabPlan plan,
      Machine machine,
      LabDirectory directory,
      DelayWires delays,
      boolean rootless,
      Consumer<Progress> progress) {
    this.plan = plan;
    this.machine = machine;
    this.directory = directory;
    this.delays = delays;
    this.rootless = rootless;
    this.workers = new Workers(WIDTH, progress);
    for (Wire wire : plan.wires()) {
      endsOf.computeIfAbsent(wire.a().space(), _ -> new ArrayList<>()).add(wire.a());
      endsOf.computeIfAbsent(wire.b().space(), _ -> new ArrayList<>()).add(wire.b());
    }
  }

  /**
   * Builds it all.
   *
   * @throws LabException naming the space and quoting the tool that refused
   */
  void run() {
    workers.each("namespaces", List.of(plan), _ -> "", _ -> namespaces());
    workers.each("files", plan.spaces(), Space::label, this::files);
    workers.each("kernel settings", plan.spaces(), Space::label, this::commonSettings);
    workers.each("wires", List.of(plan), _ -> "", _ -> wires());
    workers.each("addresses", plan.spaces(), Space::label, this::addresses);
    workers.each("latency", slow(), Wire::segment, this::queueingDelay);
    workers.each(
        "rulesets",
        plan.spaces().stream().filter(s -> !s.rulesets().isEmpty()).toList(),
        Space::label,
        this::rulesets);
  }

  private void namespaces() {
    List<String> lines = plan.spaces().stream().map(s -> "netns add " + s.name()).toList();
    refusedBy("namespaces", () -> Command.ip(null, lines).run());
  }

  private void files(Space space) {
    Path folder = directory.space(space.name());
    try {
      Files.createDirectories(folder);
      for (Daemon daemon : plan.daemons()) {
        if (daemon.space().equals(space.name())) {
          for (Map.Entry<String, String> file : daemon.files().entrySet()) {
            Path written = folder.resolve(file.getKey());
            Files.writeString(written, file.getValue());
            giveToFrr(written, "rw-r-----");
          }
          giveToFrr(folder, "rwxr-xr-x");
        }
      }
    } catch (IOException e) {
      throw new LabException("TP7020", "files of " + space.label() + ": " + e.getMessage(), "", e);
    }
  }

  /** FRR gives up root after its start, and then reads its files and makes its sockets. */
  private void giveToFrr(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    if (!rootless) {
      try {
        var users = file.getFileSystem().getUserPrincipalLookupService();
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        view.setOwner(users.lookupPrincipalByName("frr"));
        view.setGroup(users.lookupPrincipalByGroupName("frr"));
      } catch (UserPrincipalNotFoundException _) {
        // FRR is not installed: its daemons say so when they are started.
      }
    }
  }

  private void commonSettings(Space space) {
    var settings = new TreeMap<>(Sysctls.COMMON);
    space
        .sysctls()
        .forEach(
            (key, value) -> {
              if (!Sysctls.isOfInterface(key)) {
                settings.put(key, value);
              }
            });
    refusedBy(space.label(), () -> Sysctls.write(Netns.named(space.name()), settings));
  }

  private void wires() {
    var lines = new ArrayList<String>();
    for (Wire wire : plan.wires()) {
      if (byTap(wire)) {
        refusedBy(wire.segment(), () -> lay(wire));
      } else {
        lines.add("link add " + wire.a().linkWords() + " type veth peer " + wire.b().linkWords());
      }
    }
    if (!lines.isEmpty()) {
      refusedBy("wires", () -> Command.ip(null, lines).run());
    }
  }

  private boolean byTap(Wire wire) {
    return wire.latency().isPositive() && !machine.has("netem");
  }

  private void lay(Wire wire) {
    delays.lay(
        Netns.named(wire.a().space()),
        wire.a().iface(),
        Netns.named(wire.b().space()),
        wire.b().iface(),
        DelayWires.Shape.of(wire.latency()));
  }

  private List<Wire> slow() {
    return plan.wires().stream().filter(w -> w.latency().isPositive() && !byTap(w)).toList();
  }

  private void queueingDelay(Wire wire) {
    long micros = wire.latency().toNanos() / 1000;
    for (Wire.End end : List.of(wire.a(), wire.b())) {
      String line = "qdisc add dev " + end.iface() + " root netem delay " + micros + "us";
      refusedBy(end.space(), () -> Command.tc(Netns.named(end.space()), List.of(line)).run());
    }
  }

  private void addresses(Space space) {
    Netns netns = Netns.named(space.name());
    refusedBy(space.label(), () -> Command.ip(netns, links(space)).run());
    var settings = new LinkedHashMap<String, String>();
    space
        .sysctls()
        .forEach(
            (key, value) -> {
              if (Sysctls.isOfInterface(key)) {
                settings.put(key, value);
              }
            });
    refusedBy(space.label(), () -> Sysctls.write(netns, settings));
    if (!space.ip().isEmpty() && !space.stopped()) {
      refusedBy(space.label(), () -> Command.ip(netns, space.ip()).run());
    }
  }

  /** Bridges and stubs made, ports joined to bridges, and everything up. */
  private List<String> links(Space space) {
    var lines = new ArrayList<String>();
    lines.add("link set dev lo up");
    for (String bridge : space.bridges()) {
      lines.add("link add name " + bridge + " type bridge stp_state 0 forward_delay 0");
      lines.add("link set dev " + bridge + " up");
    }
    int number = 0;
    for (String stub : space.stubs()) {
      if (machine.has("dummy")) {
        lines.add("link add name " + stub + " type dummy");
      } else {
        String far = STUB_END + number++;
        lines.add("link add name " + stub + " type veth peer name " + far);
        lines.add("link set dev " + far + " arp off up");
      }
      lines.add("link set dev " + stub + " up");
    }
    for (Wire.End end : endsOf.getOrDefault(space.name(), List.of())) {
      lines.add("link set dev " + end.iface() + settings(end) + (space.stopped() ? "" : " up"));
    }
    return lines;
  }

  /** A TAP device has neither address nor MTU from its making. */
  private static String settings(Wire.End end) {
    return " address "
        + end.mac()
        + " mtu "
        + end.mtu()
        + (end.arp() ? "" : " arp off")
        + (end.bridge() == null ? "" : " master " + end.bridge());
  }

  private void rulesets(Space space) {
    for (Space.Ruleset ruleset : space.rulesets()) {
      refusedBy(
          space.label() + ", ruleset " + ruleset.name(),
          () -> Command.nft(Netns.named(space.name()), ruleset.text()).run());
    }
  }

  /** Everything that is an interface on a wire or a stub of a space. */
  List<String> ports(Space space) {
    var names = new ArrayList<String>();
    endsOf.getOrDefault(space.name(), List.of()).forEach(end -> names.add(end.iface()));
    names.addAll(space.stubs());
    return names;
  }

  private static void refusedBy(String where, Runnable work) {
    try {
      work.run();
    } catch (LinuxException e) {
      throw new LabException("TP7020", where + ": " + e.getMessage(), "", e);
    }
  }
}
