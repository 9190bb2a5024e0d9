package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrKinds;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces with what FRR itself is told about them; what the kernel alone knows is not in the
 * file. A name such as {@code eth0.300} is taken for VLAN 300 of {@code eth0}, as Linux names them.
 */
final class FrrInterfaces {
  private final FrrReading reading;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  /** What the lines about an interface come to; several blocks of one name add up. */
  static final class Draft {
    final String name;
    final String vrf;
    final Origin origin;
    final List<InterfaceAddress> addresses = new ArrayList<>();
    long bandwidthKbps;
    boolean shutdown;

    // OSPF.
    @Nullable Long area;
    @Nullable FrrLine areaLine;
    int cost;
    @Nullable Boolean pointToPoint;
    boolean passive;
    int priority = 1;
    int hello = 10;
    int dead;
    boolean bfd;
    int bfdMultiplier = 3;
    long bfdMillis = 300;

    private Draft(String name, String vrf, Origin origin) {
      this.name = name;
      this.vrf = vrf;
      this.origin = origin;
    }

    /** The first address, or null. */
    @Nullable InterfaceAddress primary() {
      return addresses.isEmpty() ? null : addresses.getFirst();
    }
  }

  FrrInterfaces(FrrReading reading) {
    this.reading = reading;
    for (FrrBlock block : reading.config.interfaces()) {
      String name = block.header().word(1);
      Draft draft =
          drafts.computeIfAbsent(
              name, _ -> new Draft(name, FrrReading.vrf(block, 2), reading.origin(block.header())));
      for (FrrLine line : block.lines()) {
        reading.read(line, new Scope.OfInterface(name), it -> accept(it, draft));
      }
    }
  }

  /** Drafts in the order of the file. */
  List<Draft> drafts() {
    return List.copyOf(drafts.values());
  }

  @Nullable Draft named(String name) {
    return drafts.get(name);
  }

  /** All interfaces, and parents that only their sub-interfaces name. */
  List<Interface> convert() {
    Map<String, Interface> all = new LinkedHashMap<>();
    for (Draft draft : drafts.values()) {
      Interface.Builder builder =
          Interface.named(draft.name, draft.vrf, draft.origin)
              .addresses(draft.addresses)
              .bandwidthKbps(draft.bandwidthKbps)
              .state(draft.shutdown ? LinkState.ADMIN_DOWN : LinkState.UP);
      int tag = tag(draft.name);
      if (tag > 0) {
        String parent = draft.name.substring(0, draft.name.lastIndexOf('.'));
        builder.parent(parent).tags(List.of(tag));
        if (!drafts.containsKey(parent)) {
          all.computeIfAbsent(
              parent, name -> Interface.named(name, Vrf.DEFAULT, draft.origin).build());
        }
      }
      all.put(draft.name, builder.build());
    }
    return List.copyOf(all.values());
  }

  private static int tag(String name) {
    String digits = name.substring(name.lastIndexOf('.') + 1);
    boolean vlan =
        digits.length() < name.length() - 1
            && digits.length() <= 4
            && !digits.isEmpty()
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return vlan ? Integer.parseInt(digits) : 0;
  }

  private boolean accept(FrrLine line, Draft draft) {
    return switch (line.word(0)) {
      case "description", "link-detect", "multicast" -> true;
      case "shutdown" -> {
        draft.shutdown = !line.negated();
        yield true;
      }
      case "bandwidth" -> {
        draft.bandwidthKbps = line.negated() ? 0 : line.number(1, 1, 1_000_000) * 1000;
        yield true;
      }
      case "ip" -> acceptIp(line, draft);
      case "ipv6" -> {
        if (line.word(1).equals("address")) {
          reading.remark(
              FrrKinds.IPV6_ADDRESS,
              line,
              "The IPv6 address " + line.word(2) + " is kept aside: IPv4 alone is routed.",
              "");
        }
        yield line.word(1).equals("address") || line.word(1).equals("nd");
      }
      default -> false;
    };
  }

  private static boolean acceptIp(FrrLine line, Draft draft) {
    if (line.word(1).equals("ospf")) {
      return line.negated() || acceptOspf(line, draft);
    }
    if (!line.word(1).equals("address") || line.negated()) {
      return false;
    }
    Ipv4Address address =
        Ipv4Address.parse(line.word(2).substring(0, Math.max(0, line.word(2).indexOf('/'))));
    int length = line.prefix(2).length();
    if (line.count() > 3 && !line.word(3).equals("label")) {
      return false;
    }
    // FRR has no word for secondary addresses; Linux takes a later one of the same subnet for one.
    boolean secondary =
        draft.addresses.stream()
            .anyMatch(a -> a.length() == length && a.subnet().contains(address));
    draft.addresses.add(new InterfaceAddress(address, length, secondary));
    return true;
  }

  private static boolean acceptOspf(FrrLine line, Draft draft) {
    switch (line.word(2)) {
      case "area" -> {
        draft.area = FrrOspf.area(line, 3);
        draft.areaLine = line;
        return line.count() == 4;
      }
      case "cost" -> draft.cost = (int) line.number(3, 1, 65_535);
      case "priority" -> draft.priority = (int) line.number(3, 0, 255);
      case "hello-interval" -> draft.hello = (int) line.number(3, 1, 65_535);
      case "dead-interval" -> draft.dead = (int) line.number(3, 1, 65_535);
      case "passive" -> draft.passive = true;
      case "network" -> {
        draft.pointToPoint = line.word(3).equals("point-to-point");
        return draft.pointToPoint || line.word(3).equals("broadcast");
      }
      case "bfd" -> {
        draft.bfd = true;
        if (line.count() == 6) {
          draft.bfdMultiplier = (int) line.number(3, 2, 255);
          draft.bfdMillis = line.number(5, 50, 60_000);
        }
        return line.count() == 3 || line.count() == 6;
      }
      default -> {
        return false;
      }
    }
    return line.count() <= 4;
  }
}
