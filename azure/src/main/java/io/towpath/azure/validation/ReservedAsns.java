package io.towpath.azure.validation;

import io.towpath.net.Prefix;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** ASNs and link-local addresses that Azure sets aside (R87, R88, R132). */
public final class ReservedAsns {

  static final long LARGEST_16_BIT = 65_535;

  /** R88: 169.254.21.0–169.254.22.255. */
  static final List<Prefix> LINK_LOCAL_PEERS =
      Stream.of("169.254.21.0/24", "169.254.22.0/24").map(Prefix::parse).toList();

  private ReservedAsns() {}

  /** R87: neither a VPN gateway nor a device that peers with one may have it. */
  public static boolean isReserved(long asn) {
    boolean ofMicrosoft =
        LongStream.of(8074, 8075, 12076, 65515).anyMatch(one -> one == asn)
            || asn >= 65517 && asn <= 65520;
    boolean ofIana =
        asn == 23456
            || asn >= 64496 && asn <= 64511
            || asn >= 65535 && asn <= 65551
            || asn == 429496729L
            || asn == 4294967295L;
    return ofMicrosoft || ofIana;
  }

  /** R132: not usable by the customer of a circuit. */
  public static boolean isReservedOnCircuit(long asn) {
    return asn >= 65515 && asn <= 65520 || asn == 12076;
  }
}
