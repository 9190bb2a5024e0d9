package io.towpath.testkit.networks;

import io.towpath.net.Ipv4Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Routers that are cabled to each other, as the text of their configurations, and hosts behind
 * them.
 *
 * <p>Each link is a pair of interfaces that share a /31, so an estate needs no more than {@code
 * cables: auto}.
 *
 * @param title what it is, for the estate
 * @param configurations text by router name, in the order of making
 * @param links all links, in the order of making
 * @param hosts machines without routing of their own, in the order of making
 * @param sessions configured BGP sessions, each counted once
 * @param prefixes prefixes that routers announce by BGP of their own, loopbacks included
 */
public record Workload(
    String title,
    Map<String, String> configurations,
    List<Link> links,
    List<Host> hosts,
    int sessions,
    int prefixes) {

  public Workload {
    // Map.copyOf would forget the order.
    configurations = Collections.unmodifiableMap(new LinkedHashMap<>(configurations));
    links = List.copyOf(links);
    hosts = List.copyOf(hosts);
  }

  /** A machine on the subnet of a router's interface, which is its gateway. */
  public record Host(
      String name, Ipv4Address address, int length, Ipv4Address gateway, String on) {}

  /** A link between two routers, by router and interface name. */
  public record Link(String from, String fromInterface, String to, String toInterface) {
    /** True if it connects the two, in any order. */
    public boolean connects(String one, String other) {
      return (from.equals(one) && to.equals(other)) || (from.equals(other) && to.equals(one));
    }
  }

  /**
   * The same with every link between two routers shut at both ends: what a cold start with a failed
   * link reads.
   *
   * @throws IllegalArgumentException if no link connects them
   */
  public Workload withLinkDown(String one, String other) {
    List<Link> down = links.stream().filter(link -> link.connects(one, other)).toList();
    if (down.isEmpty()) {
      throw new IllegalArgumentException(
          "No link connects \"%s\" and \"%s\".".formatted(one, other));
    }
    Workload workload = this;
    for (Link link : down) {
      workload = workload.withLinkDown(link);
    }
    return workload;
  }

  /** The same with one of its links shut at both ends. */
  public Workload withLinkDown(Link link) {
    Map<String, String> shut = new LinkedHashMap<>(configurations);
    shut.computeIfPresent(link.from(), (_, text) -> shut(text, link.fromInterface()));
    shut.computeIfPresent(link.to(), (_, text) -> shut(text, link.toInterface()));
    return new Workload(title, shut, links, hosts, sessions, prefixes);
  }

  private static String shut(String text, String port) {
    String header = "\ninterface " + port + "\n";
    return text.replace(header, header + " shutdown\n");
  }

  /** An {@code estate.yaml} for the configurations in a folder {@code configs} beside it. */
  public String estate() {
    return """
    towpath: 1
    name: %s
    devices:
      - {folder: configs, dialect: ios-xe}
    cables: auto
    """
            .formatted(title)
        + (hosts.isEmpty() ? "" : "hosts:\n")
        + hosts.stream().map(Workload::line).collect(Collectors.joining());
  }

  private static String line(Host host) {
    return "  - {name: %s, address: %s/%d, gateway: %s, on: \"%s\", os: linux}\n"
        .formatted(host.name(), host.address(), host.length(), host.gateway(), host.on());
  }

  /** Writes {@code estate.yaml} and {@code configs/NAME.cfg}; makes the folder. */
  public void writeTo(Path folder) throws IOException {
    Path configs = Files.createDirectories(folder.resolve("configs"));
    for (Map.Entry<String, String> router : configurations.entrySet()) {
      Files.writeString(configs.resolve(router.getKey() + ".cfg"), router.getValue());
    }
    Files.writeString(folder.resolve("estate.yaml"), estate());
  }

  /** Numbers in a line, not the text. */
  @Override
  public String toString() {
    return "%s: %d routers, %s%d links, %d BGP sessions, %d prefixes"
        .formatted(
            title,
            configurations.size(),
            hosts.isEmpty() ? "" : hosts.size() + " hosts, ",
            links.size(),
            sessions,
            prefixes);
  }

  /** The whole text, router after router: what a failing test shows. */
  public String listing() {
    return configurations.entrySet().stream()
        .map(router -> "==> " + router.getKey() + " <==\n" + router.getValue())
        .collect(Collectors.joining("\n"));
  }
}
