package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import java.util.List;

/**
 * An IPv4 access list; what no entry names is denied.
 *
 * @param name name or number as written
 * @param line line of the first mention
 * @param extended false for a standard list, which looks at the source only
 * @param entries by sequence number
 */
public record IosAccessList(String name, int line, boolean extended, List<Entry> entries) {

  public IosAccessList {
    entries = List.copyOf(entries);
  }

  /** Value of {@link Entry#protocol()} for {@code ip}: any protocol. */
  public static final int ANY_PROTOCOL = -1;

  /** Value of {@link Entry#icmpType()} and code where any matches. */
  public static final int ANY_ICMP = -1;

  /**
   * An entry.
   *
   * @param line line number
   * @param sequence sequence number
   * @param permit permit or deny
   * @param protocol IP protocol number or {@link #ANY_PROTOCOL}
   * @param source source addresses
   * @param sourcePorts alternatives; empty matches every port
   * @param destination destination addresses
   * @param destinationPorts alternatives; empty matches every port
   * @param icmpType ICMP type or {@link #ANY_ICMP}
   * @param icmpCode ICMP code or {@link #ANY_ICMP}
   * @param established only TCP segments with ACK or RST
   */
  public record Entry(
      int line,
      long sequence,
      boolean permit,
      int protocol,
      Addresses source,
      List<PortRange> sourcePorts,
      Addresses destination,
      List<PortRange> destinationPorts,
      int icmpType,
      int icmpCode,
      boolean established) {
    public Entry {
      sourcePorts = List.copyOf(sourcePorts);
      destinationPorts = List.copyOf(destinationPorts);
    }
  }

  /**
   * Addresses that agree with {@code address} in all bits that are clear in {@code wildcard}.
   *
   * @param address address, wildcard bits cleared
   * @param wildcard inverse mask, not necessarily contiguous
   */
  public record Addresses(Ipv4Address address, int wildcard) {

    /** Every address. */
    public static final Addresses ANY = new Addresses(new Ipv4Address(0), -1);

    public Addresses {
      address = new Ipv4Address(address.bits() & ~wildcard);
    }

    /** True if the wildcard is an inverted network mask, so that this is a prefix. */
    public boolean isPrefix() {
      return (wildcard & (wildcard + 1)) == 0;
    }

    /** Prefix length, if {@link #isPrefix()}. */
    public int length() {
      return Integer.numberOfLeadingZeros(wildcard);
    }
  }

  /** Ports {@code first} to {@code last}, both included. */
  public record PortRange(int first, int last) {}
}
