package io.towpath.network;

/** Classes that the routing engine itself produces. Front ends name further ones freely. */
public final class RouteClass {
  /** Subnet of an interface that is up. */
  public static final String CONNECTED = "connected";

  /** Host route of an interface's own address. */
  public static final String LOCAL = "local";

  public static final String STATIC = "static";
  public static final String OSPF = "ospf";

  /**
   * By which a policy tells external OSPF routes from internal ones when OSPF is redistributed. In
   * the table they are of class {@link #OSPF} like the others.
   */
  public static final String OSPF_EXTERNAL = "ospf-external";

  public static final String BGP = "bgp";

  private RouteClass() {}
}
