package io.towpath.network;

import io.towpath.net.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the broadcast domains that cables make.
 *
 * <p>A cable carries frames with stacks of 802.1Q tags. Each end of it opens into <em>logical
 * ends</em>, one for each stack: a routed port for untagged frames, its sub-interfaces for theirs,
 * the VLANs of a bridging node on a switch port. Logical ends with equal stacks on both sides of a
 * cable are one domain; the VLANs of one node join all its ports. Union–find over logical ends, so
 * the cost is linear in cables and interfaces.
 */
final class BroadcastDomains {

  /** A place where frames of one stack of tags end: an interface, or a VLAN of a bridging node. */
  private record LogicalEnd(String node, String name) implements Comparable<LogicalEnd> {
    static LogicalEnd vlan(String node, int vlan) {
      return new LogicalEnd(node, "\0vlan" + vlan);
    }

    boolean isInterface() {
      return name.charAt(0) != '\0';
    }

    @Override
    public int compareTo(LogicalEnd other) {
      int byNode = node.compareTo(other.node);
      return byNode != 0 ? byNode : name.compareTo(other.name);
    }
  }

  private final Map<InterfaceRef, Interface> interfaces = new HashMap<>();
  private final Map<InterfaceRef, List<Interface>> children = new HashMap<>();
  private final Map<LogicalEnd, LogicalEnd> parent = new HashMap<>();
  private final Map<LogicalEnd, Cable> joinedBy = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  BroadcastDomains(Collection<Node> nodes) {
    for (Node node : nodes) {
      for (Interface iface : node.interfaces()) {
        interfaces.put(new InterfaceRef(node.name(), iface.name()), iface);
        if (iface.parent() != null) {
          children
              .computeIfAbsent(
                  new InterfaceRef(node.name(), iface.parent()), k -> new ArrayList<>())
              .add(iface);
        }
      }
    }
    for (Node node : nodes) {
      bridge(node);
    }
  }

  /** True if a node has an interface of that name. */
  boolean has(InterfaceRef at) {
    return interfaces.containsKey(at);
  }

  /** What is worth saying about the cables so far. */
  List<Finding> findings() {
    return findings;
  }

  private void bridge(Node node) {
    for (Interface iface : node.interfaces()) {
      LogicalEnd self = new LogicalEnd(node.name(), iface.name());
      if (iface.bridgedVlan() > 0) {
        union(self, LogicalEnd.vlan(node.name(), iface.bridgedVlan()));
      } else if (iface.switchPort() != null && !iface.switchPort().tagged()) {
        for (int vlan : iface.switchPort().vlans()) {
          union(self, LogicalEnd.vlan(node.name(), vlan));
        }
      }
    }
  }

  /** Joins two plugged interfaces. */
  void connect(InterfaceRef a, InterfaceRef b, Cable cable) {
    Map<List<Integer>, LogicalEnd> left = ends(a);
    Map<List<Integer>, LogicalEnd> right = ends(b);
    addTrunkVlans(a, left, right);
    addTrunkVlans(b, right, left);
    boolean joined = false;
    for (Map.Entry<List<Integer>, LogicalEnd> end : left.entrySet()) {
      LogicalEnd other = right.get(end.getKey());
      if (other != null) {
        union(end.getValue(), other);
        joinedBy.putIfAbsent(end.getValue(), cable);
        joined = true;
      }
    }
    if (!joined) {
      findings.add(
          NetworkKinds.CABLE_JOINS_NOTHING
              .at(
                  cable.origin(),
                  "The cable between "
                      + a
                      + " and "
                      + b
                      + " joins nothing: no tags agree. "
                      + describe(a, left)
                      + "; "
                      + describe(b, right)
                      + ".")
              .affecting(List.of(a.toString(), b.toString())));
    }
  }

  /**
   * Joins a plugged interface to an open end: the innermost tag must be equal.
   *
   * @return true if they were joined
   */
  boolean connectInnermost(InterfaceRef plug, OpenEnd open, Cable cable) {
    Interface waiting = interfaces.get(open.at());
    Integer wanted = waiting == null ? null : innermost(waiting.tags());
    List<Interface> candidates = new ArrayList<>();
    Interface plugged = interfaces.get(plug);
    if (plugged != null) {
      candidates.add(plugged);
    }
    candidates.addAll(children.getOrDefault(plug, List.of()));
    List<String> found = new ArrayList<>();
    for (Interface candidate : candidates) {
      Integer tag = innermost(candidate.tags());
      if (java.util.Objects.equals(tag, wanted)) {
        union(
            new LogicalEnd(plug.node(), candidate.name()),
            new LogicalEnd(open.at().node(), open.at().name()));
        joinedBy.putIfAbsent(new LogicalEnd(plug.node(), candidate.name()), cable);
        return true;
      }
      found.add(tag == null ? candidate.name() + " untagged" : candidate.name() + " tag " + tag);
    }
    findings.add(
        NetworkKinds.LINK_WITH_ANOTHER_VLAN
            .at(
                cable.origin(),
                "The link to "
                    + open.name()
                    + " stays down: it expects VLAN "
                    + wanted
                    + ", found "
                    + String.join(", ", found)
                    + ".")
            .byRule(open.rule())
            .affecting(List.of(plug.toString(), open.at().toString())));
    return false;
  }

  /** Joins two interfaces whatever their tags. */
  void connectDirectly(InterfaceRef a, InterfaceRef b) {
    union(new LogicalEnd(a.node(), a.name()), new LogicalEnd(b.node(), b.name()));
  }

  private static @Nullable Integer innermost(List<Integer> tags) {
    return tags.isEmpty() ? null : tags.getLast();
  }

  private static String describe(InterfaceRef at, Map<List<Integer>, LogicalEnd> ends) {
    return at
        + " carries "
        + (ends.isEmpty()
            ? "nothing"
            : ends.keySet().stream()
                .map(tags -> tags.isEmpty() ? "untagged" : "tag " + tags)
                .reduce((x, y) -> x + ", " + y)
                .orElse("nothing"));
  }

  private Map<List<Integer>, LogicalEnd> ends(InterfaceRef at) {
    Map<List<Integer>, LogicalEnd> ends = new LinkedHashMap<>();
    Interface iface = interfaces.get(at);
    if (iface == null) {
      return ends;
    }
    LogicalEnd self = new LogicalEnd(at.node(), at.name());
    SwitchPort port = iface.switchPort();
    if (port == null) {
      ends.put(iface.tags(), self);
    } else if (port.tagged()) {
      for (int vlan : port.vlans()) {
        ends.put(List.of(vlan), LogicalEnd.vlan(at.node(), vlan));
      }
      if (port.nativeVlan() > 0) {
        ends.put(List.of(), LogicalEnd.vlan(at.node(), port.nativeVlan()));
      }
    } else {
      ends.put(List.of(), self);
    }
    for (Interface child : children.getOrDefault(at, List.of())) {
      ends.put(child.tags(), new LogicalEnd(at.node(), child.name()));
    }
    return ends;
  }

  /** A trunk without a list of VLANs carries every VLAN that the other side offers. */
  private void addTrunkVlans(
      InterfaceRef at, Map<List<Integer>, LogicalEnd> own, Map<List<Integer>, LogicalEnd> other) {
    Interface iface = interfaces.get(at);
    SwitchPort port = iface == null ? null : iface.switchPort();
    if (port == null || !port.tagged() || !port.vlans().isEmpty()) {
      return;
    }
    for (List<Integer> tags : other.keySet()) {
      if (tags.size() == 1) {
        own.putIfAbsent(tags, LogicalEnd.vlan(at.node(), tags.getFirst()));
      }
    }
    for (Map.Entry<InterfaceRef, Interface> candidate : interfaces.entrySet()) {
      int vlan = candidate.getValue().bridgedVlan();
      if (vlan > 0 && candidate.getKey().node().equals(at.node())) {
        own.putIfAbsent(List.of(vlan), LogicalEnd.vlan(at.node(), vlan));
      }
    }
  }

  private LogicalEnd find(LogicalEnd end) {
    LogicalEnd root = end;
    for (LogicalEnd up = parent.get(root); up != null && !up.equals(root); up = parent.get(root)) {
      root = up;
    }
    for (LogicalEnd walk = end; !walk.equals(root); ) {
      LogicalEnd next = parent.getOrDefault(walk, root);
      parent.put(walk, root);
      walk = next;
    }
    return root;
  }

  private void union(LogicalEnd a, LogicalEnd b) {
    parent.putIfAbsent(a, a);
    parent.putIfAbsent(b, b);
    LogicalEnd rootA = find(a);
    LogicalEnd rootB = find(b);
    if (!rootA.equals(rootB)) {
      // The smaller name is the root, so that the outcome does not depend on the order of cables.
      if (rootA.compareTo(rootB) < 0) {
        parent.put(rootB, rootA);
      } else {
        parent.put(rootA, rootB);
      }
    }
  }

  /** The domains with at least one interface, sorted; named after their members. */
  List<Segment> segments() {
    TreeMap<LogicalEnd, List<InterfaceRef>> members = new TreeMap<>();
    for (LogicalEnd end : parent.keySet()) {
      if (end.isInterface()) {
        members
            .computeIfAbsent(find(end), k -> new ArrayList<>())
            .add(new InterfaceRef(end.node(), end.name()));
      }
    }
    Map<LogicalEnd, Cable> cableOf = new HashMap<>();
    Map<LogicalEnd, Duration> latency = new HashMap<>();
    joinedBy.forEach(
        (end, cable) -> {
          cableOf.putIfAbsent(find(end), cable);
          if (cable.latency() != null) {
            latency.merge(find(end), cable.latency(), (x, y) -> x.compareTo(y) <= 0 ? x : y);
          }
        });
    List<Segment> segments = new ArrayList<>();
    members.forEach(
        (root, refs) -> {
          refs.sort(null);
          String name =
              refs.size() == 2 ? refs.get(0) + " – " + refs.get(1) : "segment " + refs.getFirst();
          Cable cable = cableOf.get(root);
          segments.add(
              new Segment(
                  name,
                  refs,
                  latency.get(root),
                  cable == null ? io.towpath.net.Origin.NONE : cable.origin()));
        });
    return segments;
  }
}
