package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.IosAccessList.Addresses;
import io.towpath.devices.ios.IosAccessList.PortRange;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one {@code permit} or {@code deny} entry of an access list, word by word. */
final class AccessListEntry {

  private final SourceLine line;
  private final long sequence;
  private int at;

  AccessListEntry(SourceLine line, int at, long sequence) {
    this.line = line;
    this.at = at;
    this.sequence = sequence;
  }

  /** The entry; null if it is not modelled. */
  IosAccessList.@Nullable Entry read(boolean extended) {
    boolean permit = line.is(at, "permit");
    if (!permit && !line.is(at, "deny")) {
      return null;
    }
    at++;
    return extended ? readExtended(permit) : readStandard(permit);
  }

  private IosAccessList.@Nullable Entry readStandard(boolean permit) {
    Addresses source = addresses();
    if (line.is(at, "log")) {
      at++;
    }
    if (source == null || at < line.count()) {
      return null;
    }
    return new IosAccessList.Entry(
        line.number(),
        sequence,
        permit,
        IosAccessList.ANY_PROTOCOL,
        source,
        List.of(),
        Addresses.ANY,
        List.of(),
        IosAccessList.ANY_ICMP,
        IosAccessList.ANY_ICMP,
        false);
  }

  private IosAccessList.@Nullable Entry readExtended(boolean permit) {
    int protocol = protocol(line, at++);
    if (protocol < IosAccessList.ANY_PROTOCOL) {
      return null;
    }
    boolean ports = protocol == PacketHeader.TCP || protocol == PacketHeader.UDP;
    Addresses source = addresses();
    List<PortRange> sourcePorts = ports ? ports() : List.of();
    Addresses destination = source == null ? null : addresses();
    List<PortRange> destinationPorts = ports ? ports() : List.of();
    if (destination == null || source == null || sourcePorts == null || destinationPorts == null) {
      return null;
    }
    int icmp = protocol == PacketHeader.ICMP ? icmp() : NO_ICMP;
    boolean established = false;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "established" -> established = true;
        case "log", "log-input" -> {
          // What is written to the log moves no packet.
        }
        default -> {
          // Fragments, DSCP, TTL, time ranges, single TCP flags.
          return null;
        }
      }
      at++;
    }
    return new IosAccessList.Entry(
        line.number(),
        sequence,
        permit,
        protocol,
        source,
        sourcePorts,
        destination,
        destinationPorts,
        icmp >> 16,
        (short) icmp,
        established);
  }

  private @Nullable Addresses addresses() {
    if (line.is(at, "any")) {
      at++;
      return Addresses.ANY;
    }
    if (line.is(at, "host")) {
      Ipv4Address host = line.address(at + 1);
      at += 2;
      return host == null ? null : new Addresses(host, 0);
    }
    Ipv4Address address = line.address(at);
    if (address == null) {
      // object-group and everything else
      return null;
    }
    at++;
    long wildcard = line.bits(at);
    if (wildcard < 0) {
      return new Addresses(address, 0);
    }
    at++;
    return new Addresses(address, (int) wildcard);
  }

  private @Nullable List<PortRange> ports() {
    switch (line.keyword(at)) {
      case "eq", "neq" -> {
        boolean equal = line.is(at, "eq");
        at++;
        List<PortRange> ranges = new ArrayList<>();
        int port = port();
        while (port >= 0) {
          ranges.add(new PortRange(port, port));
          at++;
          port = port();
        }
        return ranges.isEmpty() ? null : equal ? ranges : allBut(ranges);
      }
      case "gt", "lt" -> {
        boolean greater = line.is(at, "gt");
        at++;
        int port = port();
        at++;
        return port < 0 || port == (greater ? 65535 : 0)
            ? null
            : List.of(greater ? new PortRange(port + 1, 65535) : new PortRange(0, port - 1));
      }
      case "range" -> {
        at++;
        int first = port();
        at++;
        int last = port();
        at++;
        return first < 0 || last < 0
            ? null
            : List.of(new PortRange(Math.min(first, last), Math.max(first, last)));
      }
      default -> {
        return List.of();
      }
    }
  }

  private static List<PortRange> allBut(List<PortRange> excluded) {
    List<PortRange> sorted = new ArrayList<>(excluded);
    sorted.sort(java.util.Comparator.comparingInt(PortRange::first));
    List<PortRange> rest = new ArrayList<>();
    int next = 0;
    for (PortRange port : sorted) {
      if (port.first() > next) {
        rest.add(new PortRange(next, port.first() - 1));
      }
      next = Math.max(next, port.last() + 1);
    }
    if (next <= 65535) {
      rest.add(new PortRange(next, 65535));
    }
    return rest;
  }

  private int port() {
    int port = line.number(at, 0, 65535);
    return port >= 0 ? port : WellKnown.port(line.keyword(at));
  }

  private static final int NO_ICMP = -1;

  /** Type in the upper half, code in the lower, each −1 for any. */
  private int icmp() {
    int type = line.number(at, 0, 255);
    if (type >= 0) {
      at++;
      int code = line.number(at, 0, 255);
      at += code >= 0 ? 1 : 0;
      return type << 16 | code & 0xffff;
    }
    int named = WellKnown.icmp(line.keyword(at));
    if (named != NO_ICMP) {
      at++;
    }
    return named;
  }

  /** The protocol at word {@code i}; below {@link IosAccessList#ANY_PROTOCOL} if it is none. */
  private static int protocol(SourceLine line, int i) {
    int number = line.number(i, 0, 255);
    return number >= 0 ? number : WellKnown.protocol(line.keyword(i));
  }
}
