package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Names;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.NatRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inside source translation: fixed ones, then those by access list. */
final class NatPrinter {
  private final IosPrinting printing;
  private final ListPrinter lists;
  private final AccessListPrinter accessLists;
  private final Names pools = new Names();

  NatPrinter(IosPrinting printing, ListPrinter lists, AccessListPrinter accessLists) {
    this.printing = printing;
    this.lists = lists;
    this.accessLists = accessLists;
  }

  void print() {
    for (NatRule rule : printing.node.nat()) {
      switch (rule) {
        case NatRule.Static fixed -> print(fixed);
        case NatRule.Dynamic dynamic -> print(dynamic);
        case NatRule.Redirect redirect ->
            absent(
                redirect,
                "what calls " + redirect.called() + " sent on to " + redirect.target(),
                "IOS-XE translates one address of a packet at a time.");
        case NatRule.AtInterface inTunnel ->
            absent(
                inTunnel,
                "translation of " + inTunnel.internal() + " at " + inTunnel.iface(),
                "IOS-XE translates between its inside and its outside.");
      }
    }
  }

  private void print(NatRule.Static rule) {
    String start = "ip nat inside source static ";
    String vrf = IosWords.inVrf("vrf", rule.vrf());
    if (rule.protocol() == 0) {
      String network = rule.length() < Integer.SIZE ? "network " : "";
      String length = rule.length() < Integer.SIZE ? " /" + rule.length() : "";
      line(start + network + rule.inside() + " " + rule.outside() + length + vrf);
      return;
    }
    if (rule.protocol() != 6 && rule.protocol() != 17) {
      absent(rule, "ports of IP protocol " + rule.protocol(), "IOS-XE maps ports of TCP and UDP.");
      return;
    }
    for (int i = 0; i < rule.ports(); i++) {
      line(
          start
              + AccessListPrinter.protocol(rule.protocol())
              + " "
              + rule.inside()
              + " "
              + (rule.insidePort() + i)
              + " "
              + rule.outside()
              + " "
              + (rule.outsidePort() + i)
              + vrf
              + " extendable");
    }
  }

  private void print(NatRule.Dynamic rule) {
    String list = list(rule);
    String target = list == null ? null : target(rule);
    if (target == null) {
      return;
    }
    if (!rule.protocols().isEmpty()) {
      absent(
          rule,
          "protocols " + rule.protocols() + " alone of a translation",
          "IOS-XE translates what the access list permits, whatever its protocol.");
    }
    line(
        "ip nat inside source list "
            + list
            + target
            + IosWords.inVrf("vrf", rule.vrf())
            + " overload");
  }

  private @Nullable String list(NatRule.Dynamic rule) {
    if (rule.filter() != null) {
      return accessLists.named(rule.filter(), rule.origin());
    }
    List<String> names = lists.accessLists("NAT", rule.sources());
    if (names.size() != 1) {
      absent(rule, "a translation", "One access list has no words for its sources.");
      return null;
    }
    return names.getFirst();
  }

  private @Nullable String target(NatRule.Dynamic rule) {
    if (rule.pool().isEmpty()) {
      if (rule.outInterface() == null) {
        absent(rule, "a translation", "It says neither pool nor interface.");
        return null;
      }
      return " interface " + rule.outInterface();
    }
    if (!isRange(rule.pool())) {
      absent(rule, "a translation to " + rule.pool(), "A pool is one range of addresses.");
      return null;
    }
    IpAddress first = rule.pool().getFirst();
    IpAddress last = rule.pool().getLast();
    String range = first + " " + last;
    boolean known = pools.knows(range);
    String name = pools.of(range, "POOL");
    if (!known) {
      line("ip nat pool " + name + " " + range + " prefix-length " + common(first, last));
    }
    return " pool " + name;
  }

  private static boolean isRange(List<IpAddress> pool) {
    for (int i = 0; i < pool.size(); i++) {
      if (!(pool.get(i) instanceof Ipv4Address(int bits))
          || !(pool.getFirst() instanceof Ipv4Address(int first))
          || bits != first + i) {
        return false;
      }
    }
    return true;
  }

  /** Length of the longest usual subnet that holds both. */
  private static int common(IpAddress first, IpAddress last) {
    if (first instanceof Ipv4Address(int a) && last instanceof Ipv4Address(int b)) {
      return Math.clamp(Integer.numberOfLeadingZeros(a ^ b) - 1, 1, 30);
    }
    return 24;
  }

  private void line(String text) {
    printing.text.line(Section.NAT, text);
  }

  private void absent(NatRule rule, String what, String reason) {
    printing.notes.absent(rule.origin(), what, reason);
  }
}
