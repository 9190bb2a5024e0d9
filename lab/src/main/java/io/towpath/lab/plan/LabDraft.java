package io.towpath.lab.plan;

import io.towpath.network.Network;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.live.OperState;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lab that is being compiled: each part of the compiler adds what it knows. Not thread-safe.
 *
 * <p>The order of additions does not show in the plan, except for the lines of one space.
 */
public final class LabDraft {
  private final Network network;
  private final LabNames names;
  private final Features features;
  private final Set<String> bird;
  private final Topology topology;
  private final SessionTable sessions;
  private final LiveSet atStart;
  private final Map<String, SpaceDraft> spaces = new TreeMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Daemon> daemons = new ArrayList<>();
  private final List<Tunnel> tunnels = new ArrayList<>();
  private final List<LeaseClient> clients = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();

  /** An empty draft for a network. */
  LabDraft(Network network, Features features) {
    this(network, features, Set.of());
  }

  /** An empty draft for a network some of whose nodes run BIRD. */
  LabDraft(Network network, Features features, Set<String> bird) {
    this.network = network;
    this.bird = Set.copyOf(bird);
    this.names = LabNames.of(network);
    this.features = features;
    this.topology = Topology.of(network);
    this.sessions = SessionTable.of(topology);
    OperState state = OperState.of(topology, sessions, TunnelTable.of(topology), List.of());
    this.atStart = state.live(new BitSet(), new BitSet());
  }

  /** The network that is compiled. */
  public Network network() {
    return network;
  }

  /** The same with numbers. */
  public Topology topology() {
    return topology;
  }

  /** Which ends of BGP sessions belong together. */
  SessionTable sessions() {
    return sessions;
  }

  /** What is down by configuration, before any session or tunnel is up. */
  LiveSet atStart() {
    return atStart;
  }

  public LabNames names() {
    return names;
  }

  /** What the kernel and the installed programs offer. */
  public Features features() {
    return features;
  }

  /** True if a node runs BIRD instead of FRR. */
  boolean runsBird(String node) {
    return bird.contains(node);
  }

  /** Adds an empty space. */
  public SpaceDraft addSpace(String name, String label, String node, @Nullable String vrf) {
    SpaceDraft space = new SpaceDraft(name, label, node, vrf);
    if (spaces.put(name, space) != null) {
      throw new IllegalStateException("space " + name + " twice");
    }
    return space;
  }

  /** A space that was added. */
  public SpaceDraft space(String name) {
    SpaceDraft space = spaces.get(name);
    if (space == null) {
      throw new IllegalArgumentException("no space " + name);
    }
    return space;
  }

  /** True if a space of that name was added. */
  public boolean hasSpace(String name) {
    return spaces.containsKey(name);
  }

  public void addWire(Wire wire) {
    wires.add(wire);
  }

  public List<Wire> wires() {
    return List.copyOf(wires);
  }

  public void addDaemon(Daemon daemon) {
    daemons.add(daemon);
  }

  public void addTunnel(Tunnel tunnel) {
    tunnels.add(tunnel);
  }

  public void remark(Remark.Kind kind, String element, String text) {
    remark(new Remark(kind, element, text));
  }

  /** Adds a host that asks for its address; those of one server in the order in which they ask. */
  void addClient(LeaseClient client) {
    clients.add(client);
  }

  /** Remarks on something that reaches only so far. */
  void remark(Remark remark) {
    remarks.add(remark);
  }

  /** The plan; spaces, wires, daemons and tunnels sorted. */
  LabPlan plan() {
    wires.sort(
        Comparator.comparing((Wire wire) -> wire.a().space())
            .thenComparing(wire -> wire.a().iface())
            .thenComparing(wire -> wire.b().space())
            .thenComparing(wire -> wire.b().iface()));
    daemons.sort(Comparator.comparing(Daemon::space).thenComparing(Daemon::kind));
    tunnels.sort(Comparator.comparing(Tunnel::name));
    return new LabPlan(
        spaces.values().stream().map(SpaceDraft::space).toList(),
        wires,
        daemons,
        tunnels,
        clients,
        remarks,
        names);
  }

  /** A space that is being filled. */
  public static final class SpaceDraft {
    private final String name;
    private final String label;
    private final String node;
    private final @Nullable String vrf;
    private boolean stopped;
    private final List<String> bridges = new ArrayList<>();
    private final List<String> stubs = new ArrayList<>();
    private final Map<String, String> sysctls = new TreeMap<>();
    private final List<String> ip = new ArrayList<>();
    private final Map<String, String> rulesets = new LinkedHashMap<>();
    private final Map<String, String> interfaces = new TreeMap<>();

    private SpaceDraft(String name, String label, String node, @Nullable String vrf) {
      this.name = name;
      this.label = label;
      this.node = node;
      this.vrf = vrf;
    }

    public String name() {
      return name;
    }

    /** Not started with the lab. */
    public void stop() {
      stopped = true;
    }

    /** True if it is not started with the lab. */
    public boolean isStopped() {
      return stopped;
    }

    public void bridge(String bridge) {
      bridges.add(bridge);
    }

    /** An interface that leads nowhere and is always up. */
    public void stub(String iface) {
      stubs.add(iface);
    }

    public void sysctl(String key, String value) {
      sysctls.put(key, value);
    }

    /** A line for {@code ip -batch}, such as {@code address add 10.0.0.1/24 dev eth0}. */
    public void ip(String line) {
      ip.add(line);
    }

    public void ip(Collection<String> lines) {
      ip.addAll(lines);
    }

    /** Adds a ruleset; a second one of the same name is an error. */
    public void ruleset(String rulesetName, String text) {
      if (rulesets.put(rulesetName, text) != null) {
        throw new IllegalStateException("ruleset " + rulesetName + " twice in " + name);
      }
    }

    /** Says what a Linux interface of the space is. */
    public void describe(String iface, String what) {
      interfaces.put(iface, what);
    }

    private Space space() {
      List<Space.Ruleset> sets = new ArrayList<>();
      rulesets.forEach((key, text) -> sets.add(new Space.Ruleset(key, text)));
      return new Space(
          name,
          label,
          node,
          vrf,
          stopped,
          bridges,
          stubs,
          new TreeMap<>(sysctls),
          ip,
          sets,
          new TreeMap<>(interfaces));
    }
  }
}
