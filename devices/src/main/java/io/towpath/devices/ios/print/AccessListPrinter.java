package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import io.towpath.network.Filter.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Packet filters as extended access lists, each printed once, a line for each way to match. */
final class AccessListPrinter {
  private static final String IN_NAME = " access-list ";

  /** Ports that one {@code eq} takes. */
  private static final int MOST_PORTS = 10;

  private final IosPrinting printing;
  private final ListPrinter lists;
  private final Map<String, String> printed = new HashMap<>();

  AccessListPrinter(IosPrinting printing, ListPrinter lists) {
    this.printing = printing;
    this.lists = lists;
  }

  /** Name of the list of a filter; null, with a note, if there is none of that name. */
  @Nullable String named(String filterName, Origin usedAt) {
    Filter filter = printing.filters.get(filterName);
    if (filter == null) {
      printing.notes.absent(usedAt, "filter " + filterName, "What it permits is not known here.");
      return null;
    }
    String known = printed.get(filterName);
    if (known != null) {
      return known;
    }
    String name = lists.freeExtendedList(wish(filterName));
    printed.put(filterName, name);
    if (filter.stateful()) {
      printing.notes.approximated(
          filter.origin(),
          "state of the filter " + filterName,
          "An access list forgets what it let through: answers need lines of their own.");
    }
    print(filter, name);
    return name;
  }

  /** The name of the list in the name that the reader gives its filter. */
  private static String wish(String filterName) {
    int at = filterName.lastIndexOf(IN_NAME);
    return at < 0 ? filterName : filterName.substring(at + IN_NAME.length());
  }

  private void print(Filter filter, String name) {
    List<List<String>> rules = new ArrayList<>();
    for (Rule rule : filter.rules()) {
      List<String> lines =
          areSayable(rule.sources()) && areSayable(rule.destinations()) ? lines(rule) : List.of();
      if (lines.isEmpty()) {
        printing.notes.absent(
            rule.origin(),
            "rule \"" + rule.name() + "\" of the filter " + filter.name(),
            "An access list has no words for its addresses.");
      }
      rules.add(lines);
    }
    if (filter.permitsByDefault()) {
      rules.add(List.of("permit ip any any"));
    } else if (rules.stream().allMatch(List::isEmpty)) {
      // A list without entries would let everything through.
      rules.add(List.of("deny ip any any"));
    }
    Block block = printing.text.block(Section.LISTS, "ip access-list extended " + name);
    boolean keepsNumbers =
        rules.size() == filter.rules().size()
            && rules.stream().allMatch(lines -> lines.size() == 1)
            && filter.rules().stream().allMatch(rule -> rule.name().matches("\\d{1,9} .*"));
    int sequence = 0;
    for (int i = 0; i < rules.size(); i++) {
      for (String line : rules.get(i)) {
        sequence += 10;
        String number =
            keepsNumbers ? filter.rules().get(i).name().split(" ", 2)[0] : "" + sequence;
        block.line(number + " " + line);
      }
    }
  }

  /** One line for each combination of protocol, addresses and ports. */
  private static List<String> lines(Rule rule) {
    List<String> lines = new ArrayList<>();
    String action = rule.permit() ? "permit " : "deny ";
    for (String protocol : protocols(rule)) {
      for (String source : addresses(rule.sources())) {
        for (String sourcePorts : ports(rule.sourcePorts())) {
          for (String destination : addresses(rule.destinations())) {
            for (String destinationPorts : ports(rule.destinationPorts())) {
              lines.add(
                  action
                      + protocol
                      + " "
                      + source
                      + sourcePorts
                      + " "
                      + destination
                      + destinationPorts
                      + icmp(rule)
                      + (rule.established() ? " established" : ""));
            }
          }
        }
      }
    }
    return lines;
  }

  private static List<String> protocols(Rule rule) {
    return rule.protocols().isEmpty()
        ? List.of("ip")
        : rule.protocols().stream().map(AccessListPrinter::protocol).toList();
  }

  static String protocol(int number) {
    return switch (number) {
      case PacketHeader.ICMP -> "icmp";
      case PacketHeader.TCP -> "tcp";
      case PacketHeader.UDP -> "udp";
      default -> Integer.toString(number);
    };
  }

  private static boolean areSayable(List<AddressSet> sets) {
    return sets.stream().allMatch(ListPrinter::isSayable);
  }

  private static List<String> addresses(List<AddressSet> sets) {
    return sets.isEmpty()
        ? List.of("any")
        : sets.stream().flatMap(set -> ListPrinter.addresses(set).stream()).toList();
  }

  private static List<String> ports(List<PortRange> ranges) {
    if (ranges.size() > 1
        && ranges.size() <= MOST_PORTS
        && ranges.stream().allMatch(range -> range.first() == range.last())) {
      return List.of(
          " eq "
              + ranges.stream()
                  .map(range -> Integer.toString(range.first()))
                  .collect(Collectors.joining(" ")));
    }
    return ranges.isEmpty()
        ? List.of("")
        : ranges.stream()
            .map(
                range ->
                    range.first() == range.last()
                        ? " eq " + range.first()
                        : " range " + range.first() + " " + range.last())
            .toList();
  }

  private static String icmp(Rule rule) {
    if (rule.icmpType() == null) {
      return "";
    }
    return " " + rule.icmpType() + (rule.icmpCode() == null ? "" : " " + rule.icmpCode());
  }
}
