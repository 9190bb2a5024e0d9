package io.towpath.lab.fabric;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Wire;
import io.towpath.lab.run.LabDirectory;
import io.towpath.lab.run.RunningLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** The spaces, wires, addresses and rulesets of a plan as real namespaces, without daemons. */
final class PlanInNamespaces implements RunningLab, AutoCloseable {
  private static final Map<String, String> COMMON =
      new TreeMap<>(
          Map.of(
              "net.ipv4.conf.all.rp_filter", "0",
              "net.ipv4.conf.default.rp_filter", "0",
              "net.ipv4.icmp_errors_use_inbound_ifaddr", "1",
              "net.ipv4.icmp_ratelimit", "0",
              "net.ipv4.conf.all.ignore_routes_with_linkdown", "1"));

  private final LabPlan plan;
  private final String prefix = "towpath-test-" + ProcessHandle.current().pid() + "-";

  private PlanInNamespaces(LabPlan plan) {
    this.plan = plan;
  }

  /** Builds a plan; the test is skipped where that cannot be. */
  static PlanInNamespaces of(LabPlan plan) {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Programs.find("ip").isPresent()
            && Programs.find("nft").isPresent(),
        "namespaces are made by root with ip and nft; one of them is missing here");
    PlanInNamespaces built = new PlanInNamespaces(plan);
    try {
      built.build();
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
    return built;
  }

  private void build() {
    Command.ip(null, plan.spaces().stream().map(s -> "netns add " + prefix + s.name()).toList())
        .run();
    Command.ip(
            null,
            plan.wires().stream()
                .map(w -> "link add " + end(w.a()) + " type veth peer " + end(w.b()))
                .toList())
        .run();
    plan.spaces().forEach(this::build);
  }

  private String end(Wire.End end) {
    return "name %s address %s mtu %d netns %s%s"
        .formatted(end.iface(), end.mac(), end.mtu(), prefix, end.space());
  }

  private void build(Space space) {
    Map<String, String> settings = new TreeMap<>(COMMON);
    settings.putAll(space.sysctls());
    List<String> words = new ArrayList<>(List.of("sysctl", "-q"));
    settings.forEach((key, value) -> words.add(key + "=" + value));
    Command.of(words).in(netns(space.name())).attempt();
    List<String> lines = new ArrayList<>(List.of("link set dev lo up"));
    space.bridges().forEach(b -> lines.add("link add name " + b + " up type bridge"));
    for (String stub : space.stubs()) {
      lines.add("link add name " + stub + " type veth peer name " + stub + "~");
      lines.add("link set dev " + stub + " up");
      lines.add("link set dev " + stub + "~ up");
    }
    for (Wire wire : plan.wires()) {
      for (Wire.End end : List.of(wire.a(), wire.b())) {
        if (end.space().equals(space.name())) {
          lines.add(
              "link set dev "
                  + end.iface()
                  + (end.arp() ? "" : " arp off")
                  + (end.bridge() == null ? "" : " master " + end.bridge())
                  + " up");
        }
      }
    }
    lines.addAll(space.ip());
    Command.ip(netns(space.name()), lines).run();
    space.rulesets().forEach(r -> Command.nft(netns(space.name()), r.text()).run());
  }

  /** Number of answers to pings. */
  boolean answers(String from, String to) {
    return Command.of("ping", "-n", "-c", "1", "-W", "1", to).in(netns(from)).attempt().ok();
  }

  @Override
  public String name() {
    return prefix;
  }

  @Override
  public LabPlan plan() {
    return plan;
  }

  @Override
  public Machine machine() {
    throw new UnsupportedOperationException("nothing was probed");
  }

  @Override
  public LabDirectory directory() {
    throw new UnsupportedOperationException("there are no files");
  }

  @Override
  public Netns netns(String space) {
    return new Netns(prefix + space, Path.of("/run/netns", prefix + space));
  }

  @Override
  public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
    throw new IOException("there are no daemons");
  }

  @Override
  public BirdSocket bird(String space) throws IOException {
    throw new IOException("there are no daemons");
  }

  @Override
  public boolean isRunning(String space) {
    return true;
  }

  @Override
  public void power(String space, boolean on) {
    throw new UnsupportedOperationException("nothing is dormant");
  }

  @Override
  public void log(String line) {
    throw new AssertionError(line);
  }

  @Override
  public void close() {
    plan.spaces().forEach(s -> Command.of("ip", "netns", "del", prefix + s.name()).attempt());
  }
}
