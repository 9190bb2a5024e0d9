package io.towpath.azure.assignment;

import static io.towpath.net.FindingKind.info;
import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about addresses that Azure chooses stand for. */
public final class AssignmentKinds {
  static final FindingKind GATEWAY_SUBNET_IS_FULL =
      warning(
          "TP2211",
          "R14",
          "GatewaySubnet is full",
          "There is no address left for an instance or endpoint of a gateway.",
          "Widen the subnet to /27 or larger.");

  static final FindingKind ADDRESS_STANDS_IN =
      info(
          "TP2212",
          "Address of a gateway that stands in",
          "The address that the rule of this kind of gateway gives (R17 to R20) is taken, so"
              + " another one was assumed. Azure may have chosen differently.",
          "State the address under \"assigned\".");

  static final FindingKind PUBLIC_ADDRESS_STANDS_IN =
      info(
          "TP2905",
          "R21",
          "Public address that stands in",
          "The public address of a resource is not stated, so one of a documentation range stands"
              + " in.",
          "State its ipAddress.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(GATEWAY_SUBNET_IS_FULL, ADDRESS_STANDS_IN, PUBLIC_ADDRESS_STANDS_IN);

  private AssignmentKinds() {}
}
