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

  private RouteClass() {}
}
