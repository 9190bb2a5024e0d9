package io.towpath.network;

/** Classes that the routing engine itself produces. Front ends name further ones freely. */
public final class RouteClass {
  /** Subnet of an interface that is up. */
  public static final String CONNECTED = "connected";

  /** Host route of an interface's own address. */
  public static final String LOCAL = "local";

  public static final String STATIC = "static";
  public static final String OSPF = "ospf";
  public static final String BGP = "bgp";

  /** In a {@link Redistribution} only: OSPF routes of the own domain. */
  public static final String OSPF_INTERNAL = "ospf-internal";

  /** In a {@link Redistribution} only: OSPF external routes of type 1. */
  public static final String OSPF_EXTERNAL_1 = "ospf-external-1";

  /** In a {@link Redistribution} only: OSPF external routes of type 2. */
  public static final String OSPF_EXTERNAL_2 = "ospf-external-2";

  private RouteClass() {}
}
