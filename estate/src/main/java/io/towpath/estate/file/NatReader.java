package io.towpath.estate.file;

import io.towpath.estate.file.EstateFile.NatEntry;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.net.document.Members;
import io.towpath.network.Filter.PortRange;
import io.towpath.network.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads an entry of {@code nat}: a node that translates by fixed mappings. */
final class NatReader {
  private final List<Finding> findings;

  /**
   * A reader.
   *
   * @param findings gets what is wrong beside the error that ends an entry
   */
  NatReader(List<Finding> findings) {
    this.findings = findings;
  }

  NatEntry read(Members m) {
    findings.addAll(
        m.unknown(List.of("name", "outside", "gateway", "inside", "ports", "mappings")));
    List<InterfaceAddress> outside = new ArrayList<>();
    for (InterfaceAddress address : m.parsedList("outside", NatReader::interfaceAddress)) {
      outside.add(
          outside.isEmpty()
              ? address
              : new InterfaceAddress(address.address(), address.length(), true));
    }
    if (outside.isEmpty()) {
      throw m.invalid(
          "outside", "a translation needs an address outside", "Write outside: [ADDRESS/LENGTH].");
    }
    List<Prefix> inside = m.parsedList("inside", Prefix::parse);
    List<PortRange> ports = m.parsedList("ports", NatReader::ports);
    m.required("mappings");
    List<NatEntry.Mapping> mappings = new ArrayList<>();
    m.forEach("mappings", findings::add, each -> mappings.add(mapping(each)));
    for (NatEntry.Mapping mapping : mappings) {
      check(m, outside, inside, ports, mapping);
    }
    return new NatEntry(
        m.text("name"),
        outside,
        m.optionalParsed("gateway", IpAddress::parse).orElse(null),
        inside,
        mappings,
        m.origin());
  }

  private NatEntry.Mapping mapping(Members m) {
    findings.addAll(m.unknown(List.of("protocol", "outside", "inside")));
    String word = m.text("protocol");
    int protocol =
        switch (word) {
          case "udp" -> PacketHeader.UDP;
          case "tcp" -> PacketHeader.TCP;
          default ->
              throw m.invalid("protocol", "\"" + word + "\" is not known", "Write udp or tcp.");
        };
    return new NatEntry.Mapping(
        protocol,
        m.parsed("outside", NatReader::socket),
        m.parsed("inside", NatReader::socket),
        m.origin());
  }

  /** A mapping that the node could not have. */
  private static void check(
      Members m,
      List<InterfaceAddress> outside,
      List<Prefix> inside,
      List<PortRange> ports,
      NatEntry.Mapping mapping) {
    NatEntry.Socket from = mapping.outside();
    if (outside.stream().noneMatch(own -> own.address().equals(from.address()))) {
      throw m.invalid(
          "mappings",
          from.address() + " is none of the addresses outside",
          "Add it to outside, or correct the mapping.");
    }
    if (inside.stream().noneMatch(range -> range.contains(mapping.inside().address()))) {
      throw m.invalid(
          "mappings",
          mapping.inside().address() + " does not lie inside",
          "Add its range to inside, or correct the mapping.");
    }
    // The ports that were given to the translation are all that it may use outside (R225).
    if (!ports.isEmpty() && ports.stream().noneMatch(range -> range.contains(from.port()))) {
      throw m.invalid(
          "mappings",
          "the port " + from.port() + " is none of the ports outside",
          "Add it to ports, or correct the mapping.");
    }
  }

  private static InterfaceAddress interfaceAddress(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("\"" + text + "\" lacks the length of its subnet");
    }
    return InterfaceAddress.of(
        IpAddress.parse(text.substring(0, slash)), Prefix.parse(text).length());
  }

  /** Reads {@code 500} or {@code 499-501}. */
  static PortRange ports(String text) {
    int dash = text.indexOf('-');
    int first = port(dash < 0 ? text : text.substring(0, dash));
    int last = dash < 0 ? first : port(text.substring(dash + 1));
    if (last < first) {
      throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
    }
    return new PortRange(first, last);
  }

  private static NatEntry.Socket socket(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not ADDRESS:PORT");
    }
    return new NatEntry.Socket(
        IpAddress.parse(text.substring(0, colon)), port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("\"" + text + "\" is no port");
    }
    return port;
  }
}
