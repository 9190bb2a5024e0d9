package io.towpath.estate.load;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings about {@code estate.yaml} stand for. */
public final class LoadingKinds {
  static final FindingKind NO_LEASE =
      FindingKind.warning(
          "TP1112",
          "Host that nobody gives an address",
          "The host asks for its address by DHCP, and nobody on its link hands one out: there is no"
              + " server, it has no scope for the subnet, or the scope is used up. The host takes a"
              + " link-local address and reaches nothing beyond its link.",
          "Add a DHCP scope for the subnet of that interface, or state the address.");

  static final FindingKind UNKNOWN_HOLDER =
      FindingKind.warning(
          "TP1233",
          "R232",
          "Role assignment of nobody",
          "A role assignment names an identity that is none of the principals of the estate. It"
              + " allows nobody anything: the person or application that was meant still lacks the"
              + " role.",
          "Add it under \"principals\", or remove the assignment.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL = List.of(NO_LEASE, UNKNOWN_HOLDER);

  private LoadingKinds() {}
}
