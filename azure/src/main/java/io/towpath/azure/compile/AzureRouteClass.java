package io.towpath.azure.compile;

import java.util.List;

/**
 * Classes of the routes in the tables of Azure's fabric and its gateways. {@link SubnetPrecedence}
 * decides between them; the engines know none of them by name.
 */
public final class AzureRouteClass {
  /** Address range of the own VNet (R23). */
  public static final String SYSTEM_VNET = "system-vnet";

  /** Reserved private ranges that are dropped (R23, R24). */
  public static final String SYSTEM_NONE = "system-none";

  /** The platform's default route to the Internet (R23). */
  public static final String SYSTEM_INTERNET = "system-internet";

  /** Addresses that the host of every guest answers itself; Azure does not list them (R6). */
  public static final String PLATFORM = "platform";

  /** Address range of a peered VNet (R29). */
  public static final String PEERING = "peering";

  /** The same, where {@code allowVirtualNetworkAccess} is off: outside the tag (R67). */
  public static final String PEERING_WITHOUT_ACCESS = "peering-without-access";

  /**
   * Either of these two in a subnet whose route table keeps peering routes out: known, and never in
   * the table (R296).
   */
  public static final String PEERING_KEPT_OUT = "peering-kept-out";

  /** Prefix of a service for which the subnet has an endpoint (R29). */
  public static final String SERVICE_ENDPOINT = "service-endpoint";

  /** Host route of a private endpoint (R29). */
  public static final String ENDPOINT = "endpoint";

  /** The same, where the policies of its subnet let route tables override it (R275). */
  public static final String ENDPOINT_UNDER_POLICIES = "endpoint-under-policies";

  /** Learned by a gateway, by BGP or from a local network gateway (R29). */
  public static final String GATEWAY = "gateway";

  /**
   * What a VPN gateway beside a Route Server has a tunnel for itself; only in GatewaySubnet, whose
   * packets an instance without that tunnel must not draw.
   */
  public static final String OWN_TUNNEL = "own-tunnel";

  /** User-defined, next hop type VirtualAppliance. */
  public static final String USER_APPLIANCE = "user-appliance";

  /** User-defined, next hop type VnetLocal. */
  public static final String USER_VNET = "user-vnet";

  /** User-defined, next hop type VirtualNetworkGateway. */
  public static final String USER_GATEWAY = "user-gateway";

  /** User-defined, next hop type Internet. */
  public static final String USER_INTERNET = "user-internet";

  /** User-defined, next hop type None. */
  public static final String USER_NONE = "user-none";

  /** What a gateway instance hands to its port in the fabric, whatever BGP says. */
  public static final String PORT = "port";

  /** Pool of point-to-site clients, at a gateway instance (R276). */
  public static final String CLIENTS = "clients";

  /** Host routes between gateway instances and the Microsoft edge. */
  public static final String EDGE = "edge";

  /** All classes of user-defined routes. */
  public static final List<String> USER =
      List.of(USER_APPLIANCE, USER_VNET, USER_GATEWAY, USER_INTERNET, USER_NONE);

  /** Classes behind the tag VirtualNetwork (R199). */
  static final List<String> VIRTUAL_NETWORK_TAG =
      List.of(
          SYSTEM_VNET,
          PEERING,
          GATEWAY,
          OWN_TUNNEL,
          USER_APPLIANCE,
          USER_VNET,
          USER_GATEWAY,
          USER_INTERNET,
          USER_NONE);

  /** Classes of what is reached without a public address (R290). */
  static final List<String> INSIDE =
      List.of(SYSTEM_VNET, PEERING, PEERING_WITHOUT_ACCESS, GATEWAY, OWN_TUNNEL);

  /** Classes that make the source of an ICMP error known to a guest (R211 a). */
  static final List<String> KNOWN_TO_GUEST =
      List.of(SYSTEM_VNET, PEERING, PEERING_WITHOUT_ACCESS, GATEWAY, USER_VNET, USER_GATEWAY);

  private AzureRouteClass() {}
}
