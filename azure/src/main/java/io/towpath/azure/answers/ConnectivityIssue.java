package io.towpath.azure.answers;

import io.towpath.net.Origin;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stops packets at a hop (R247).
 *
 * @param origin which side of the hop
 * @param severity {@code Error} or {@code Warning}
 * @param context keys and values such as {@code RuleName}
 * @param cause one sentence for people, without a full stop
 * @param source where the cause was written
 */
public record ConnectivityIssue(
    Side origin,
    String severity,
    Type type,
    SortedMap<String, String> context,
    String cause,
    Origin source) {
  public ConnectivityIssue {
    context = Collections.unmodifiableSortedMap(new TreeMap<>(context));
  }

  /** Which side of the hop an issue concerns. */
  public enum Side {
    LOCAL("Local"),
    INBOUND("Inbound"),
    OUTBOUND("Outbound");

    private final String azureName;

    Side(String azureName) {
      this.azureName = azureName;
    }

    /** As Azure spells it. */
    public String azureName() {
      return azureName;
    }
  }

  /** Kinds of issues that a model can find; agents, sockets and name resolution have others. */
  public enum Type {
    NETWORK_SECURITY_RULE("NetworkSecurityRule"),
    USER_DEFINED_ROUTE("UserDefinedRoute"),
    GUEST_FIREWALL("GuestFirewall"),
    PLATFORM("Platform"),
    UNKNOWN("Unknown");

    private final String azureName;

    Type(String azureName) {
      this.azureName = azureName;
    }

    /** As Azure spells it. */
    public String azureName() {
      return azureName;
    }
  }
}
