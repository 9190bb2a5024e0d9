package io.towpath.devices.frr;

/** A process of FRR that a configuration may need. */
public enum FrrDaemon {
  ZEBRA,
  STATICD,
  BGPD,
  OSPFD,
  BFDD;

  /** Name of the program. */
  public String program() {
    return switch (this) {
      case ZEBRA -> "zebra";
      case STATICD -> "staticd";
      case BGPD -> "bgpd";
      case OSPFD -> "ospfd";
      case BFDD -> "bfdd";
    };
  }
}
