package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.RemovePrivate;
import org.jspecify.annotations.Nullable;

/** What the lines of a neighbor come to, those of its peer group first. */
final class NeighborDraft {
  private static final int MULTIHOP = 255;

  final FrrLine first;
  @Nullable FrrLine remoteLine;
  @Nullable Long remoteAs;
  boolean remoteInternal;
  @Nullable Long localAs;
  LocalAsMode localAsMode = LocalAsMode.PREPEND;
  boolean shutdown;
  boolean passive;
  @Nullable String password;
  int ttl = 1;
  boolean connectedCheck = true;
  @Nullable Integer keepalive;
  int hold;
  @Nullable Integer connectRetry;
  @Nullable String updateSource;
  boolean bfd;
  int bfdMultiplier = 3;
  long bfdMillis = 300;

  // Of the address family.
  @Nullable Boolean active;
  boolean nextHopSelf;
  boolean nextHopSelfForce;
  boolean nextHopUnchanged;
  RemovePrivate removePrivate = RemovePrivate.NO;
  int weight;
  boolean sendCommunity = true;
  boolean defaultOriginate;
  @Nullable FrrLine defaultMap;
  int limit;
  boolean limitWarns;
  boolean keepsReceived;
  boolean reflectorClient;
  int allowOwnAs;
  boolean asOverride;
  @Nullable FrrLine mapIn;
  @Nullable FrrLine mapOut;
  @Nullable FrrLine prefixesIn;
  @Nullable FrrLine prefixesOut;
  @Nullable FrrLine pathsIn;
  @Nullable FrrLine pathsOut;
  @Nullable FrrLine routesIn;
  @Nullable FrrLine routesOut;

  NeighborDraft(FrrLine first) {
    this.first = first;
  }

  /** Takes a {@code neighbor} line; false if it is not known. */
  boolean accept(FrrLine line) {
    boolean on = !line.negated();
    switch (line.word(2)) {
      case "remote-as" -> remoteAs(line);
      case "local-as" -> {
        localAs = on ? Long.valueOf(line.asn(3)) : null;
        localAsMode =
            line.has(4, "replace-as")
                ? LocalAsMode.REPLACE
                : line.has(4, "no-prepend") ? LocalAsMode.NO_PREPEND : LocalAsMode.PREPEND;
      }
      case "shutdown" -> shutdown = on;
      case "passive" -> passive = on;
      case "password" -> password = on ? String.join(" ", line.from(3)) : null;
      case "ebgp-multihop" ->
          ttl = on ? line.count() > 3 ? (int) line.number(3, 1, 255) : MULTIHOP : 1;
      case "ttl-security" -> ttl = on ? (int) line.number(4, 1, 254) : 1;
      case "disable-connected-check" -> connectedCheck = !on;
      case "timers" -> timers(line, on);
      case "update-source" -> updateSource = on ? line.word(3) : null;
      case "bfd" -> {
        bfd = on;
        if (line.count() == 6) {
          bfdMultiplier = (int) line.number(3, 2, 255);
          bfdMillis = line.number(5, 50, 60_000);
        }
        return line.count() == 3 || line.count() == 6;
      }
      case "description",
          "advertisement-interval",
          "peer-group",
          "capability",
          "strict-capability-match",
          "dont-capability-negotiate",
          "override-capability",
          "sender-as-path-loop-detection",
          "graceful-restart",
          "graceful-restart-helper",
          "graceful-restart-disable" -> {
        // Nothing follows for routes, or the group was looked up before.
      }
      default -> {
        return acceptFamily(line, on);
      }
    }
    return true;
  }

  private void remoteAs(FrrLine line) {
    remoteLine = line;
    remoteInternal = line.word(3).equals("internal");
    if (!remoteInternal && !line.word(3).equals("external")) {
      remoteAs = line.asn(3);
    }
  }

  private void timers(FrrLine line, boolean on) {
    if (line.word(3).equals("connect")) {
      connectRetry = on ? Integer.valueOf((int) line.number(4, 1, 65_535)) : null;
    } else {
      keepalive = on ? Integer.valueOf((int) line.number(3, 0, 65_535)) : null;
      hold = on ? (int) line.number(4, 0, 65_535) : 0;
    }
  }

  private boolean acceptFamily(FrrLine line, boolean on) {
    switch (line.word(2)) {
      case "activate" -> active = on;
      case "next-hop-self" -> {
        nextHopSelf = on;
        nextHopSelfForce = on && (line.has(3, "force") || line.has(3, "all"));
      }
      case "attribute-unchanged" -> {
        nextHopUnchanged = on && (line.count() == 3 || line.has(3, "next-hop"));
        // The path and the MED of a sent route follow RFC 4271.
        return line.count() == 4 && line.has(3, "next-hop");
      }
      case "remove-private-AS" -> {
        boolean all = line.has(3, "all");
        boolean replace = line.has(3, "replace-AS");
        removePrivate =
            !on
                ? RemovePrivate.NO
                : all
                    ? replace ? RemovePrivate.REPLACE_ALL : RemovePrivate.ALL
                    : RemovePrivate.IF_ALL_PRIVATE;
        return all || !replace;
      }
      case "weight" -> weight = on ? (int) line.number(3, 0, 65_535) : 0;
      case "send-community" -> {
        if (!line.has(3, "extended") && !line.has(3, "large")) {
          sendCommunity = on;
        }
      }
      case "default-originate" -> {
        defaultOriginate = on;
        defaultMap = on && line.word(3).equals("route-map") ? line : null;
      }
      case "maximum-prefix" -> {
        limit = on ? (int) line.number(3, 1, Integer.MAX_VALUE) : 0;
        limitWarns = on && line.has(4, "warning-only");
        return !line.has(4, "restart");
      }
      case "soft-reconfiguration" -> keepsReceived = on;
      case "route-reflector-client" -> reflectorClient = on;
      case "allowas-in" -> {
        allowOwnAs = on ? line.count() > 3 ? (int) line.number(3, 1, 10) : 3 : 0;
      }
      case "as-override" -> asOverride = on;
      case "route-map", "prefix-list", "filter-list", "distribute-list" -> {
        return policy(line, on ? line : null);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean policy(FrrLine line, @Nullable FrrLine use) {
    boolean in = line.word(4).equals("in");
    if (!in && !line.word(4).equals("out")) {
      return false;
    }
    switch (line.word(2)) {
      case "route-map" -> {
        mapIn = in ? use : mapIn;
        mapOut = in ? mapOut : use;
      }
      case "prefix-list" -> {
        prefixesIn = in ? use : prefixesIn;
        prefixesOut = in ? prefixesOut : use;
      }
      case "filter-list" -> {
        pathsIn = in ? use : pathsIn;
        pathsOut = in ? pathsOut : use;
      }
      default -> {
        routesIn = in ? use : routesIn;
        routesOut = in ? routesOut : use;
      }
    }
    return true;
  }
}
