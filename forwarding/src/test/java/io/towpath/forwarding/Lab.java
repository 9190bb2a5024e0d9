package io.towpath.forwarding;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Pin;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Domain;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.HopProfile;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LatencyTable;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.RouterBuilder;
import io.towpath.testkit.networks.TopologyBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A network under test, with fabrics, hosts, filters and latencies. Not thread-safe. */
public final class Lab {
  /** Routers and cables. */
  public final TopologyBuilder net = new TopologyBuilder();

  private final Map<String, Fabric> fabrics = new LinkedHashMap<>();
  private final List<LatencyTable.Entry> latencies = new ArrayList<>();

  /** A router, made when it is first named. */
  public RouterBuilder router(String name) {
    return net.router(name);
  }

  /** A host of Windows that answers everything. */
  public Lab host(String name, String address, @Nullable String gateway, String on) {
    return host(name, address, gateway, on, template(List.of(), List.of(), Services.ASSUMED));
  }

  /** A host. */
  public Lab host(
      String name, String address, @Nullable String gateway, String on, HostTemplate template) {
    int slash = address.indexOf('/');
    net.fragment()
        .hosts
        .add(
            new Host(
                name,
                List.of(IpAddress.parse(address.substring(0, slash))),
                Integer.parseInt(address.substring(slash + 1)),
                gateway == null ? null : IpAddress.parse(gateway),
                TopologyBuilder.place(on),
                template,
                Origin.NONE));
    return this;
  }

  /** What hosts of Windows share. */
  public static HostTemplate template(List<String> in, List<String> out, Services services) {
    return new HostTemplate(true, in, out, services, List.of());
  }

  /** Only these ports listen. */
  public static Services listening(Services.Listener... listeners) {
    return new Services(true, false, List.of(listeners), List.of());
  }

  /** One-way latency between two names. */
  public Lab latency(String a, String b, String duration) {
    latencies.add(new LatencyTable.Entry(a, b, Duration.parse(duration), Origin.NONE));
    return this;
  }

  /** A cable with a latency. */
  public Lab cable(String one, String other, String duration) {
    net.fragment()
        .segments
        .add(
            new Segment(
                one + " – " + other,
                List.of(TopologyBuilder.place(one), TopologyBuilder.place(other)),
                Duration.parse(duration),
                Origin.NONE));
    return this;
  }

  /** A filter. */
  public Lab filter(
      String name,
      Filter.Kind kind,
      boolean stateful,
      boolean permitsByDefault,
      Filter.Rule... rules) {
    net.fragment()
        .filters
        .add(
            new Filter(
                name, kind, stateful, List.of(rules), permitsByDefault, Origin.line(name, 1)));
    return this;
  }

  /** A rule for a protocol (0 = all) between two prefixes (null = all), to a port (0 = all). */
  public static Filter.Rule rule(
      boolean permit, int protocol, @Nullable String from, @Nullable String to, int port) {
    return new Filter.Rule(
        (permit ? "permit " : "deny ") + protocol + " " + from + " " + to + " " + port,
        permit,
        protocol == 0 ? List.of() : List.of(protocol),
        set(from),
        set(to),
        List.of(),
        port == 0 ? List.of() : List.of(new Filter.PortRange(port, port)),
        null,
        null,
        false,
        Origin.NONE);
  }

  private static List<AddressSet> set(@Nullable String prefix) {
    return prefix == null
        ? List.of()
        : List.of(new AddressSet.Prefixes(List.of(Prefix.parse(prefix))));
  }

  /** A group. */
  public Lab group(
      String name,
      @Nullable String address,
      @Nullable String domain,
      Group.Choice choice,
      boolean rewrites,
      Group.Health health,
      String... members) {
    List<Group.Member> all = new ArrayList<>();
    for (String member : members) {
      all.add(new Group.Member(TopologyBuilder.place(member), 100 - all.size(), health));
    }
    net.fragment()
        .groups
        .add(
            new Group(
                name,
                address == null ? null : IpAddress.parse(address),
                domain,
                all,
                choice,
                rewrites,
                false,
                Timers.DPD,
                Origin.NONE));
    return this;
  }

  /** A fabric, made when it is first named. */
  public Fabric fabric(String name) {
    return fabrics.computeIfAbsent(name, Fabric::new);
  }

  /** A software-defined network. */
  public final class Fabric {
    private final String name;
    private final Map<String, List<Route>> vrfs = new LinkedHashMap<>();
    private final Map<String, List<String>> layers = new LinkedHashMap<>();
    private final List<Interface> ports = new ArrayList<>();
    private final Map<String, Map<IpAddress, String>> domains = new LinkedHashMap<>();
    private NodeKind kind = NodeKind.FABRIC;

    private Fabric(String name) {
      this.name = name;
    }

    /** Makes it the Internet. */
    public Fabric internet() {
      kind = NodeKind.INTERNET;
      return this;
    }

    /** A route of a subnet's table. */
    public Fabric route(String vrf, String prefix, NextHop nextHop) {
      return route(vrf, prefix, "static", nextHop);
    }

    /** A route of a class. */
    public Fabric route(String vrf, String prefix, String routeClass, NextHop nextHop) {
      vrfs.computeIfAbsent(vrf, _ -> new ArrayList<>())
          .add(Route.of(Prefix.parse(prefix), routeClass, nextHop, Origin.NONE));
      return this;
    }

    /** Delivers a range of a domain. */
    public Fabric deliver(String vrf, String prefix, String domain) {
      domains.computeIfAbsent(domain, _ -> new LinkedHashMap<>());
      return route(vrf, prefix, new NextHop.Deliver(domain, null, null));
    }

    /** A layer of a subnet's table. */
    public Fabric layer(String vrf, String layer) {
      layers.computeIfAbsent(vrf, _ -> new ArrayList<>()).add(layer);
      return this;
    }

    /** A port that owns an address. */
    public Fabric port(String port, String vrf, String domain, String address) {
      return port(port, vrf, domain, address, builder -> builder);
    }

    /** A port that owns an address, with more properties. */
    public Fabric port(
        String port,
        String vrf,
        String domain,
        String address,
        UnaryOperator<Interface.Builder> rest) {
      vrfs.computeIfAbsent(vrf, _ -> new ArrayList<>());
      IpAddress own = IpAddress.parse(address);
      domains.computeIfAbsent(domain, _ -> new LinkedHashMap<>()).put(own, port);
      ports.add(
          rest.apply(
                  Interface.named(port, vrf, Origin.line(port, 1))
                      .link(LinkKind.FABRIC_PORT)
                      .owned(List.of(own))
                      .answersAllArp(true)
                      .domain(domain)
                      .sendsUnreachables(false))
              .build());
      return this;
    }

    /** Any other interface. */
    public Fabric iface(Interface iface) {
      vrfs.computeIfAbsent(iface.vrf(), _ -> new ArrayList<>());
      ports.add(iface);
      return this;
    }

    /** A plain virtual machine: port, address, host. */
    public Fabric vm(String vm, String vrf, String domain, String address) {
      return vm(vm, vrf, domain, address, builder -> builder);
    }

    /** A plain virtual machine with more properties of its port; its source is checked (R53). */
    public Fabric vm(
        String vm,
        String vrf,
        String domain,
        String address,
        UnaryOperator<Interface.Builder> rest) {
      port(
          vm,
          vrf,
          domain,
          address,
          b -> rest.apply(b.checkSourceIn(true).checkDestinationOut(true)));
      Prefix subnet = Prefix.parse(address + "/24");
      host(vm, address + "/24", subnet.network().plus(1).toString(), name + ":" + vm);
      return this;
    }

    private Node build() {
      List<Vrf> tables = new ArrayList<>();
      vrfs.forEach(
          (vrf, routes) ->
              tables.add(
                  new Vrf(
                      vrf,
                      routes,
                      layers.getOrDefault(vrf, List.of()),
                      io.towpath.network.Precedence.ROUTER,
                      Origin.NONE)));
      return Node.named(name, kind, Origin.NONE)
          .vrfs(tables)
          .interfaces(ports)
          .hops(HopProfile.INVISIBLE)
          .build();
    }
  }

  /** The network. */
  public Network build() {
    for (Fabric fabric : fabrics.values()) {
      net.fragment().nodes.add(fabric.build());
      fabric.domains.forEach(
          (domain, ports) -> net.fragment().domains.add(new Domain(domain, fabric.name, ports)));
    }
    fabrics.clear();
    Network joined = net.build();
    return new Network(
        joined.nodes(),
        joined.hosts(),
        joined.segments(),
        joined.domains(),
        joined.layers(),
        joined.exchanges(),
        joined.filters(),
        joined.groups(),
        new LatencyTable(latencies),
        joined.findings(),
        joined.unsupported());
  }

  /** The network at rest. */
  public Bench solve(Failure... failures) {
    return new Bench(Solver.of(build()).solve(List.of(failures), null));
  }

  /** Asks a network at rest by names. */
  public record Bench(Solution solution) {

    public Topology topology() {
      return solution.topology();
    }

    public Walker walker() {
      return new Walker(solution);
    }

    public Tracer tracer(Pin... pins) {
      return new Tracer(walker(), List.of(pins));
    }

    /** A host, or a node in a VRF: {@code node} or {@code node/vrf}. */
    public Place place(String name) {
      int host = topology().hostId(name);
      if (host >= 0) {
        return new Place.AtHost(host);
      }
      int slash = name.indexOf('/');
      int node = topology().nodeId(slash < 0 ? name : name.substring(0, slash));
      String vrf = slash < 0 ? Vrf.DEFAULT : name.substring(slash + 1);
      return new Place.AtNode(node, topology().vrfId(node, vrf));
    }

    /** An echo request from the place's own address. */
    public PacketHeader echo(String from, String to) {
      IpAddress target = IpAddress.parse(to);
      IpAddress source = walker().sourceAddress(place(from), target);
      if (source == null) {
        throw new IllegalArgumentException(from + " has no address");
      }
      return PacketHeader.echo(source, target);
    }

    /** A TCP packet from the place's own address. */
    public PacketHeader tcp(String from, String to, int port) {
      PacketHeader echo = echo(from, to);
      return new PacketHeader(echo.source(), echo.destination(), PacketHeader.TCP, 50000, port);
    }

    public Walk ping(String from, String to) {
      return walk(from, echo(from, to));
    }

    public Walk walk(String from, PacketHeader header) {
      return walker().walk(place(from), header, true);
    }

    public Trace trace(String from, String to, Pin... pins) {
      return trace(from, echo(from, to), pins);
    }

    public Trace trace(String from, PacketHeader header, Pin... pins) {
      return tracer(pins).trace(place(from), header, true);
    }

    /** Addresses of a trace's hops, {@code *} where nobody answers. */
    public List<String> hops(String from, String to, Pin... pins) {
      return trace(from, to, pins).hops().stream()
          .map(hop -> hop.address() == null ? "*" : hop.address().toString())
          .toList();
    }
  }

  /** An interface goes down. */
  public static Failure down(String place) {
    return new Failure.InterfaceDown(TopologyBuilder.place(place), false);
  }

  /** An interface passes nothing any more. */
  public static Failure silent(String place) {
    return new Failure.InterfaceDown(TopologyBuilder.place(place), true);
  }

  /** A reference to an interface. */
  public static InterfaceRef ref(String place) {
    return TopologyBuilder.place(place);
  }

  /** A header. */
  public static PacketHeader header(
      String from, String to, int protocol, int sourcePort, int destinationPort) {
    return new PacketHeader(
        IpAddress.parse(from), IpAddress.parse(to), protocol, sourcePort, destinationPort);
  }
}
