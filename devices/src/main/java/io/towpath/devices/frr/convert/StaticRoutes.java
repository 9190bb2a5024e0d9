package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.frr.SourceMark;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ip route} lines. */
final class StaticRoutes {
  /** Class of a route that is no static route to redistributions. */
  static final String OTHER = "other";

  private static final int NEVER_INSTALLED = 255;

  private final FrrReading reading;
  private final Map<String, List<Route>> byVrf = new LinkedHashMap<>();

  StaticRoutes(FrrReading reading) {
    this.reading = reading;
  }

  /** Routes of a VRF in the order of the file. */
  List<Route> of(String vrf) {
    return byVrf.getOrDefault(vrf, List.of());
  }

  /** Names of VRFs that lines outside all VRFs name. */
  List<String> vrfs() {
    return List.copyOf(byVrf.keySet());
  }

  /** Where the words behind the next hop stand, and what they say. */
  private static final class Options {
    private long tag;
    private int distance = 1;
    private @Nullable String vrf;
    private @Nullable String nextHopVrf;
    private boolean known = true;
  }

  /** Takes an {@code ip route} line of a VRF. */
  boolean accept(FrrLine line, String vrf) {
    if (line.negated()) {
      return true;
    }
    boolean masked = line.isAddress(2) && line.isAddress(3);
    int at = masked ? 4 : 3;
    Prefix prefix = masked ? new Prefix(line.address(2), length(line.address(3))) : line.prefix(2);
    String word = line.word(at);
    NextHop nextHop;
    if (line.isAddress(at)) {
      boolean over = line.count() > at + 1 && !isOption(line.word(at + 1));
      nextHop = new NextHop.Via(line.address(at), over ? line.word(at + 1) : null, null);
      at += over ? 2 : 1;
    } else {
      nextHop =
          switch (word) {
            case "blackhole", "Null0", "null0" -> new NextHop.Discard(true, null);
            case "reject" -> new NextHop.Discard(false, null);
            default -> new NextHop.Attached(word, null);
          };
      at++;
    }
    Options options = options(line, at);
    if (word.isEmpty() || !options.known) {
      return false;
    }
    if (options.nextHopVrf != null && !options.nextHopVrf.equals(vrf)) {
      // Through the other VRF's device the destination is looked up there.
      boolean device =
          nextHop instanceof NextHop.Attached(String out, _) && out.equals(options.nextHopVrf);
      if (!device) {
        return false;
      }
      nextHop = new NextHop.OtherVrf(options.nextHopVrf, null);
    }
    if (options.distance < NEVER_INSTALLED) {
      add(line, options.vrf == null ? vrf : options.vrf, prefix, nextHop, options);
    }
    return true;
  }

  private void add(FrrLine line, String vrf, Prefix prefix, NextHop nextHop, Options options) {
    boolean other = options.tag == SourceMark.OTHER_CLASS;
    byVrf
        .computeIfAbsent(vrf, _ -> new ArrayList<>())
        .add(
            new Route(
                prefix,
                other ? OTHER : RouteClass.STATIC,
                nextHop,
                options.distance,
                0,
                other ? 0 : options.tag,
                null,
                null,
                reading.origin(line)));
  }

  private static boolean isOption(String word) {
    return switch (word) {
      case "tag", "vrf", "nexthop-vrf", "label", "table", "onlink", "color", "bfd", "track" -> true;
      default -> word.chars().allMatch(c -> c >= '0' && c <= '9');
    };
  }

  private static Options options(FrrLine line, int from) {
    Options options = new Options();
    for (int i = from; i < line.count(); i++) {
      switch (line.word(i)) {
        case "tag" -> options.tag = line.number(++i, 1, 0xFFFF_FFFFL);
        case "vrf" -> options.vrf = line.word(++i);
        case "nexthop-vrf" -> options.nextHopVrf = line.word(++i);
        case "onlink" -> {
          // The next hop is a neighbour on the interface, as the network takes it anyway.
        }
        default -> {
          boolean number = isOption(line.word(i)) && !line.word(i).isEmpty();
          options.known &= number && Character.isDigit(line.word(i).charAt(0));
          if (options.known) {
            options.distance = (int) line.number(i, 1, 255);
          }
        }
      }
    }
    return options;
  }

  private static int length(Ipv4Address mask) {
    int length = Integer.numberOfLeadingZeros(~mask.bits());
    if (mask.bits() != Ipv4Address.mask(length)) {
      throw new IllegalArgumentException("\"" + mask + "\" is no mask");
    }
    return length;
  }
}
