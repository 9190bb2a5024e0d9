package io.towpath.network;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings about the joined network stand for. */
public final class NetworkKinds {
  static final FindingKind CABLE_JOINS_NOTHING =
      FindingKind.warning(
          "TP4005",
          "Cable that joins nothing",
          "Both ends are plugged, and no VLAN tag exists at both, nor an untagged interface. Every"
              + " frame is dropped at the other end, so neither side learns or reaches anything"
              + " over this cable.",
          "Give both sides the same encapsulation dot1Q tags.");

  static final FindingKind LINK_WITH_ANOTHER_VLAN =
      FindingKind.warning(
          "TP4007",
          "Link that expects another VLAN",
          "What is plugged into this end, a link of a circuit for instance, has another innermost"
              + " tag than the end expects. The link stays down, and with it the sessions over it.",
          "Make the innermost tag of the sub-interface equal to the peering's vlanId.");

  static final FindingKind HOST_OUTSIDE_THE_SUBNET =
      FindingKind.warning(
          "TP4016",
          "Host outside the subnet",
          "The address of the host lies in no subnet of the interface to which it is attached. The"
              + " router there has no connected route to it, so what others send to the host goes"
              + " elsewhere or nowhere.",
          "Correct the address, or attach the host elsewhere.");

  static final FindingKind GATEWAY_OUTSIDE_THE_SUBNET =
      FindingKind.warning(
          "TP4017",
          "Gateway outside the host's subnet",
          "A host asks for its gateway on its own link. Some systems refuse one in another subnet;"
              + " on others it answers only if it stands on that link all the same. Without it the"
              + " host reaches its own subnet and nothing else.",
          "Correct the gateway or the prefix length.");

  static final FindingKind ADDRESS_ON_BOTH_SIDES =
      FindingKind.warning(
          "TP4018",
          "R252",
          "Nested machine with an address that is taken",
          "A machine inside a virtual machine has an address that somebody has in the virtual"
              + " network around it too. The fabric delivers to its own; which of the two answers"
              + " depends on where one asks.",
          "Keep the block of such hosts free of anything else.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(
          CABLE_JOINS_NOTHING,
          LINK_WITH_ANOTHER_VLAN,
          HOST_OUTSIDE_THE_SUBNET,
          GATEWAY_OUTSIDE_THE_SUBNET,
          ADDRESS_ON_BOTH_SIDES);

  private NetworkKinds() {}
}
