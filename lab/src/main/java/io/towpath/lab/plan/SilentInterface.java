package io.towpath.lab.plan;

/** A cut that leaves the carrier alone: the interface drops every frame in both directions. */
public final class SilentInterface {
  private SilentInterface() {}

  /** Name of the table of family {@code netdev} that cuts an interface; delete it to restore. */
  public static String table(String iface) {
    return tableName(iface);
  }

  /** Ruleset that cuts an interface. */
  public static String ruleset(String iface) {
    return """
    table netdev %1$s {
      chain in {
        type filter hook ingress device "%2$s" priority -500; policy drop;
      }
      chain out {
        type filter hook egress device "%2$s" priority -500; policy drop;
      }
    }
    """
        .formatted(tableName(iface), iface);
  }

  /** Words after {@code nft} that restore it. */
  public static String restore(String iface) {
    return "delete table netdev " + tableName(iface);
  }

  /** Identifiers of nft are letters, digits and underscores, and begin with a letter. */
  private static String tableName(String iface) {
    return "silent_" + iface.replaceAll("[^A-Za-z0-9]", "_");
  }
}
