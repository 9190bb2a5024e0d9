package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a packet, with its reason. */
public sealed interface WalkStep {

  /** Node or host where it happened. */
  String node();

  /** One sentence for people, without a full stop. */
  String text();

  /** Where it was written, or {@link Origin#NONE}. */
  Origin origin();

  /**
   * The packet came to a node or host, or began there.
   *
   * @param starts true if it begins here
   * @param iface interface by which it came; null at a host
   * @param vrf VRF in which it is looked up; null in a global table and at a host
   */
  record Arrived(String node, boolean starts, @Nullable String iface, @Nullable String vrf)
      implements WalkStep {
    @Override
    public String text() {
      String table = vrf == null ? "" : " in VRF " + vrf;
      return starts
          ? "starts here" + table
          : "arrives" + (iface == null ? "" : " by " + iface) + table;
    }

    @Override
    public Origin origin() {
      return Origin.NONE;
    }
  }

  /**
   * A route was followed.
   *
   * @param nextHop where it leads
   * @param why why this route, from the routing table
   * @param alternatives equal next hops that it had
   */
  record Routed(
      String node,
      String vrf,
      Prefix prefix,
      String routeClass,
      String nextHop,
      String why,
      String rule,
      int alternatives,
      Origin origin)
      implements WalkStep {
    @Override
    public String text() {
      return routeClass
          + " route "
          + prefix
          + " leads to "
          + nextHop
          + (why.isEmpty() ? "" : "; " + why)
          + (alternatives > 1 ? "; one of " + alternatives + " equal paths, by flow" : "");
    }
  }

  /** A filter permitted or refused it. */
  record Filtered(
      String node, String filter, String rule, boolean permitted, boolean byState, Origin origin)
      implements WalkStep {
    @Override
    public String text() {
      return byState
          ? "filter " + filter + " lets the answer of a permitted flow pass (R198)"
          : "filter " + filter + (permitted ? " permits by " : " refuses by ") + rule;
    }
  }

  /** NAT changed its header. */
  record Translated(String node, PacketHeader before, PacketHeader after, String side)
      implements WalkStep {
    @Override
    public String text() {
      return "NAT changes the "
          + side
          + ": "
          + before.source()
          + " → "
          + before.destination()
          + " becomes "
          + after.source()
          + " → "
          + after.destination();
    }

    @Override
    public Origin origin() {
      return Origin.NONE;
    }
  }

  /**
   * It entered a tunnel here and left it at another node.
   *
   * @param underlay nodes that the tunnel's own packets come to, from end to end
   * @param carriers ids of the interfaces by which these leave and arrive, in order
   */
  record Tunnelled(
      String node,
      String iface,
      String toNode,
      String toIface,
      List<String> underlay,
      List<Integer> carriers)
      implements WalkStep {
    public Tunnelled {
      underlay = List.copyOf(underlay);
      carriers = List.copyOf(carriers);
    }

    @Override
    public String text() {
      return "enters the tunnel "
          + iface
          + " and leaves it at "
          + toNode
          + ":"
          + toIface
          + (underlay.size() > 2 ? "; its packets go " + String.join(" → ", underlay) : "");
    }

    @Override
    public Origin origin() {
      return Origin.NONE;
    }
  }

  /** One unit of TTL was spent. */
  record TtlSpent(String node, int count, String responder) implements WalkStep {
    @Override
    public String text() {
      return "spends TTL " + count + ", answered by " + responder;
    }

    @Override
    public Origin origin() {
      return Origin.NONE;
    }
  }

  /**
   * Something other than a route or a filter rule stopped it.
   *
   * @param reason one sentence without a full stop
   * @param rule the R-rule that decides, or empty
   */
  record Refused(String node, String reason, String rule, Origin origin) implements WalkStep {
    @Override
    public String text() {
      return reason + (rule.isEmpty() ? "" : " (" + rule + ")");
    }
  }

  /** Where and how the walk ended. */
  record Ended(String node, Verdict verdict, String text) implements WalkStep {
    @Override
    public Origin origin() {
      return Origin.NONE;
    }
  }
}
