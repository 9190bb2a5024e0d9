package io.towpath.lab.ike;

import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.ScratchNetns;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Tunnel;
import io.towpath.lab.plan.Wire;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Gateways with tunnel ends as the compiler plans them, built in scratch namespaces. Each gateway
 * has an inner space and, behind the front-door VRF, an underlay space; a test wires the underlays.
 */
final class TunnelBed implements AutoCloseable {
  static final String INNER = Vrf.DEFAULT;
  static final String FRONT = "front";

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, ScratchNetns> spaces = new LinkedHashMap<>();
  private final List<TunnelDaemon> daemons = new ArrayList<>();
  private final Path directory;
  private LabPlan plan;

  private TunnelBed(Path directory, LabPlan empty) {
    this.directory = directory;
    this.plan = empty;
  }

  static TunnelBed open() throws IOException {
    for (String program : List.of("charon", "swanctl", "nft", "ip")) {
      Assumptions.assumeTrue(
          Programs.find(program).isPresent(), program + " is not installed: no tunnels");
    }
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/net/tun")), "no /dev/net/tun: no tunnels");
    return new TunnelBed(Files.createTempDirectory("tp"), compile(List.of()));
  }

  private static LabPlan compile(List<Node> nodes) {
    Fragment.Builder fragment = new Fragment.Builder();
    fragment.nodes.addAll(nodes);
    return LabCompiler.compile(Network.of(fragment.build()), Features.LEAST);
  }

  /** Adds a gateway; local addresses of its ends stand on loopbacks of its underlay. */
  TunnelBed gateway(String name, TunnelEnd... ends) {
    Map<String, Interface> interfaces = new TreeMap<>();
    for (TunnelEnd end : ends) {
      interfaces.put(
          end.iface(),
          Interface.named(end.iface(), INNER, Origin.NONE).link(LinkKind.TUNNEL).build());
      interfaces.put(
          "Loopback" + end.local(),
          Interface.named("Loopback" + end.local(), FRONT, Origin.NONE)
              .addresses(List.of(InterfaceAddress.of(end.local(), 32)))
              .build());
    }
    nodes.add(
        Node.named(name, NodeKind.GATEWAY, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(INNER, List.of(), Origin.NONE),
                    Vrf.router(FRONT, List.of(), Origin.NONE)))
            .interfaces(List.copyOf(interfaces.values()))
            .tunnels(Arrays.asList(ends))
            .build());
    return this;
  }

  /** Compiles and builds all spaces, and one more for the way between the underlays. */
  void build() throws IOException {
    plan = compile(nodes);
    spaces.put("isp", ScratchNetns.open());
    router("isp");
    for (Space space : plan.spaces()) {
      spaces.put(space.name(), ScratchNetns.open());
      router(space.name());
      for (String stub : space.stubs()) {
        ip(
            space.name(),
            "link add name %s type veth peer name p-%d".formatted(stub, stub.hashCode() & 0xffffff),
            "link set dev %s up".formatted(stub));
      }
    }
    for (Wire wire : plan.wires()) {
      connect(wire.a(), wire.b());
    }
    for (Space space : plan.spaces()) {
      space
          .sysctls()
          .forEach((key, value) -> run(space.name(), "sysctl", "-qw", key + "=" + value));
      Command.ip(netns(space.name()), space.ip()).run();
      for (Space.Ruleset ruleset : space.rulesets()) {
        Command.nft(netns(space.name()), ruleset.text()).run();
      }
    }
  }

  private void router(String space) {
    ip(space, "link set lo up");
    for (String line :
        List.of(
            "net.ipv4.ip_forward=1",
            "net.ipv4.conf.all.rp_filter=0",
            "net.ipv4.conf.default.rp_filter=0")) {
      run(space, "sysctl", "-qw", line);
    }
  }

  private void connect(Wire.End a, Wire.End b) {
    Command.ip(
            null,
            List.of(
                "link add name %s netns %s address %s type veth peer name %s netns %s address %s"
                    .formatted(
                        a.iface(),
                        netns(a.space()).path(),
                        a.mac(),
                        b.iface(),
                        netns(b.space()).path(),
                        b.mac())))
        .run();
    for (Wire.End end : List.of(a, b)) {
      ip(end.space(), "link set dev " + end.iface() + " arp " + (end.arp() ? "on" : "off") + " up");
    }
  }

  /** A cable between two spaces, with addresses at both ends, both up. */
  void cable(String a, String addressA, String b, String addressB) {
    String nameA = "to-" + b.substring(0, Math.min(11, b.length()));
    String nameB = "to-" + a.substring(0, Math.min(11, a.length()));
    Command.ip(
            null,
            List.of(
                "link add name %s netns %s type veth peer name %s netns %s"
                    .formatted(nameA, netns(a).path(), nameB, netns(b).path())))
        .run();
    ip(a, "address add " + addressA + " dev " + nameA, "link set dev " + nameA + " up");
    ip(b, "address add " + addressB + " dev " + nameB, "link set dev " + nameB + " up");
  }

  Netns netns(String space) {
    ScratchNetns scratch = spaces.get(space);
    if (scratch == null) {
      throw new IllegalArgumentException("no space " + space + " in " + spaces.keySet());
    }
    return scratch.netns();
  }

  void ip(String space, String... lines) {
    Command.ip(netns(space), List.of(lines)).run();
  }

  Command.Result run(String space, String... argv) {
    return Command.of(argv).in(netns(space)).run();
  }

  boolean pings(String space, String source, String target) {
    return Command.of("ping", "-c", "1", "-W", "2", "-I", source, target)
        .in(netns(space))
        .attempt()
        .ok();
  }

  LabPlan plan() {
    return plan;
  }

  /** Starts the daemon of a tunnel. */
  TunnelDaemon start(String name) {
    for (Tunnel tunnel : plan.tunnels()) {
      if (tunnel.name().equals(name)) {
        TunnelDaemon daemon =
            TunnelDaemon.start(
                tunnel,
                netns(tunnel.cell()),
                netns(tunnel.inner()),
                directory.resolve(name),
                _ -> {});
        daemons.add(daemon);
        return daemon;
      }
    }
    throw new IllegalArgumentException("no tunnel " + name);
  }

  @Override
  public void close() throws IOException {
    daemons.forEach(TunnelDaemon::close);
    spaces.values().forEach(ScratchNetns::close);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
