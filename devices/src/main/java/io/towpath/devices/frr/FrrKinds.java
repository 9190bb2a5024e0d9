package io.towpath.devices.frr;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about FRR configurations stand for. */
public final class FrrKinds {
  public static final FindingKind NEIGHBOR_WITHOUT_AS =
      FindingKind.warning(
          "TP3110",
          "Neighbor without an AS number",
          "FRR opens no session with a neighbor whose AS number it does not know. The session is"
              + " left out, and with it every route of this neighbor.",
          "Write the neighbor's remote-as with the number of the peer's AS.");

  public static final FindingKind NO_POLICY =
      FindingKind.warning(
          "TP3111",
          "eBGP neighbor without a policy",
          "By default FRR accepts and sends no route of an eBGP session that has no policy in that"
              + " direction (RFC 8212). The session is established and carries nothing.",
          "Add a route map, or \"no bgp ebgp-requires-policy\".");

  public static final FindingKind IPV6_ADDRESS =
      FindingKind.info(
          "TP3113",
          "IPv6 address that is kept aside",
          "IPv4 alone is routed. No answer says anything about packets to this address.",
          "Leave it as it is, and ask about IPv4 only.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL = List.of(NEIGHBOR_WITHOUT_AS, NO_POLICY, IPV6_ADDRESS);

  private FrrKinds() {}
}
