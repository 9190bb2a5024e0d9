package io.towpath.devices.ios;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about IOS-XE configurations stand for. */
public final class IosKinds {
  private static final String DEFINE = "Define it, or correct the name.";

  public static final FindingKind NOT_UTF8 =
      FindingKind.info(
          "TP3003",
          "Configuration that is not UTF-8",
          "The file was read as Latin-1, which gives every byte a character. Letters beyond ASCII"
              + " in names and descriptions may be others than meant; the commands are not"
              + " affected.",
          "Save it as UTF-8 if names or descriptions look wrong.");

  public static final FindingKind UNDEFINED_VRF =
      FindingKind.warning(
          "TP3010",
          "VRF that is not defined",
          "IOS-XE refuses the line that names it. What it was for is missing, or stays in the"
              + " global table, where other interfaces and routes can reach it; the message says"
              + " which.",
          DEFINE);

  public static final FindingKind UNDEFINED_ROUTE_MAP =
      FindingKind.warning(
          "TP3011",
          "Route map that is not defined",
          "At a BGP neighbor it lets no route pass; in redistribution and in a network statement"
              + " nothing is taken in or originated; a NAT rule translates nothing. The message"
              + " says what is missing here.",
          DEFINE);

  public static final FindingKind UNDEFINED_PREFIX_LIST =
      FindingKind.warning(
          "TP3012",
          "Prefix list that is not defined",
          "It matches everything: a neighbor whose routes it was to filter exchanges all of them,"
              + " and a clause of a route map holds for every route.",
          DEFINE);

  public static final FindingKind UNDEFINED_AS_PATH_LIST =
      FindingKind.warning(
          "TP3013",
          "As-path access list that is not defined",
          "As the filter list of a neighbor it permits every route; in a clause of a route map it"
              + " matches none, so the clause never applies.",
          DEFINE);

  public static final FindingKind UNDEFINED_COMMUNITY_LIST =
      FindingKind.warning(
          "TP3014",
          "Community list that is not defined",
          "A clause of a route map that asks for it matches no route, and one that deletes its"
              + " communities deletes none.",
          DEFINE);

  public static final FindingKind UNDEFINED_ACCESS_LIST =
      FindingKind.warning(
          "TP3015",
          "Access list that is not defined",
          "On an interface, at a neighbor and in a clause of a route map it permits everything, so"
              + " what it was to keep out gets in. A NAT rule that asks for it translates nothing.",
          DEFINE);

  public static final FindingKind UNDEFINED_CRYPTO_NAME =
      FindingKind.warning(
          "TP3016",
          "Part of IPsec that is not defined",
          "A profile, proposal, keyring or transform set that a tunnel needs is missing. The tunnel"
              + " stays down, authenticates nobody, or does not offer what was meant; the message"
              + " says which.",
          DEFINE);

  public static final FindingKind UNDEFINED_INTERFACE =
      FindingKind.warning(
          "TP3017",
          "Interface that does not exist",
          "A line rests on an interface that the configuration does not have. Routes out of it are"
              + " refused, sessions and tunnels from its address do not come up, and a track object"
              + " of it is down; the message says which.",
          "Configure it, or correct the name.");

  public static final FindingKind UNDEFINED_GROUP =
      FindingKind.warning(
          "TP3018",
          "Peer group or template that is not defined",
          "The neighbor gets nothing of what the group or template was to bring, be it its AS"
              + " number or its filters.",
          DEFINE);

  public static final FindingKind UNDEFINED_OBJECT =
      FindingKind.warning(
          "TP3019",
          "NAT pool or track object that is not defined",
          "Without its pool a NAT rule translates nothing. A static route that follows a track"
              + " object which does not exist is not installed; a redundancy group takes such an"
              + " object as up.",
          DEFINE);

  public static final FindingKind INVALID_ROUTER_ID =
      FindingKind.warning(
          "TP3020",
          "Router id of BGP that is not one",
          "IOS-XE refuses the line and takes the highest address of a loopback, else of an"
              + " interface. That may change with the addresses, and decides between paths that are"
              + " equal otherwise.",
          "Write the router-id as an IPv4 address.");

  public static final FindingKind ADDRESS_BEFORE_VRF =
      FindingKind.warning(
          "TP3021",
          "Address before the VRF",
          "When an interface enters a VRF, IOS-XE removes its addresses. If the address stands"
              + " first, the interface ends up without one.",
          "Write the VRF before the address.");

  public static final FindingKind ASSUMED_TRACK =
      FindingKind.info(
          "TP3022",
          "Track object that is assumed up",
          "States of interfaces are followed. What else a track object may watch, such as probes"
              + " and routes, is not computed: it is up here, also while the router sees it down"
              + " and moves a static route or a virtual address.",
          "To see what its loss does, fail the interface or node that it watches.");

  public static final FindingKind VRF_WITHOUT_FAMILY =
      FindingKind.warning(
          "TP3023",
          "VRF without the IPv4 family",
          "IOS-XE takes no IPv4 address in a VRF whose definition lacks address-family ipv4. It is"
              + " read as if it had the family, so the router will do less than is shown.",
          "Add \"address-family ipv4\" to the definition.");

  public static final FindingKind INCOMPLETE_TUNNEL =
      FindingKind.warning(
          "TP3024",
          "Tunnel that cannot come up",
          "The interface lacks a part without which no tunnel comes up, whatever the other end"
              + " does, or has a mode that is not modelled. It is down, and its routes and sessions"
              + " with it.",
          "Complete the tunnel, or shut it down.");

  public static final FindingKind SUBINTERFACE_WITHOUT_TAG =
      FindingKind.warning(
          "TP3025",
          "Sub-interface without encapsulation",
          "IOS-XE refuses an address on an Ethernet sub-interface that has no VLAN yet, so the"
              + " interface has none and everything that rests on the address is missing.",
          "Add \"encapsulation dot1Q\" with the VLAN.");

  public static final FindingKind PORT_CHANNEL =
      FindingKind.info(
          "TP3026",
          "Port channel as one link",
          "The bundle is one link, which is up or down as a whole; its members carry nothing"
              + " themselves. What a bundle does that lost some of its members is not shown.",
          "Fail the port channel, not a member, to see what its loss does.");

  public static final FindingKind IPV6_ADDRESS =
      FindingKind.info(
          "TP3027",
          "IPv6 address that is kept aside",
          "IPv4 alone is routed. The address is kept with the interface, and no answer says"
              + " anything about packets to it.",
          "Leave it as it is, and ask about IPv4 only.");

  public static final FindingKind NEIGHBOR_WITHOUT_AS =
      FindingKind.warning(
          "TP3029",
          "Neighbor without an AS number",
          "IOS-XE refuses the lines of a neighbor before its remote-as. It has no session and no"
              + " route of this neighbor.",
          "Add its remote-as, or a peer group that has one.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(
          NOT_UTF8,
          UNDEFINED_VRF,
          UNDEFINED_ROUTE_MAP,
          UNDEFINED_PREFIX_LIST,
          UNDEFINED_AS_PATH_LIST,
          UNDEFINED_COMMUNITY_LIST,
          UNDEFINED_ACCESS_LIST,
          UNDEFINED_CRYPTO_NAME,
          UNDEFINED_INTERFACE,
          UNDEFINED_GROUP,
          UNDEFINED_OBJECT,
          INVALID_ROUTER_ID,
          ADDRESS_BEFORE_VRF,
          ASSUMED_TRACK,
          VRF_WITHOUT_FAMILY,
          INCOMPLETE_TUNNEL,
          SUBINTERFACE_WITHOUT_TAG,
          PORT_CHANNEL,
          IPV6_ADDRESS,
          NEIGHBOR_WITHOUT_AS);

  private IosKinds() {}
}
