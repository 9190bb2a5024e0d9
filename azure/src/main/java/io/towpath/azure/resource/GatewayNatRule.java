package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NAT rule of a VPN gateway, effective on the connections that name it (R221, R222).
 *
 * @param type Static unless stated
 * @param mode EgressSnat unless stated
 * @param internal address ranges before the translation
 * @param external those after it, in the same order
 * @param ipConfiguration the one instance that applies it; null for every instance
 */
public record GatewayNatRule(
    ResourceId id,
    Type type,
    Mode mode,
    List<Prefix> internal,
    List<Prefix> external,
    @Nullable ResourceId ipConfiguration,
    Origin origin) {

  public GatewayNatRule {
    internal = List.copyOf(internal);
    external = List.copyOf(external);
  }

  /** How addresses are mapped. */
  public enum Type implements AzureName {
    /** One to one. */
    STATIC("Static"),
    /** Many to few, opened from the internal side only. */
    DYNAMIC("Dynamic");

    private final String azureName;

    Type(String azureName) {
      this.azureName = azureName;
    }

    @Override
    public String azureName() {
      return azureName;
    }
  }

  /** Whose addresses are mapped. */
  public enum Mode implements AzureName {
    /** The VNet's, as the site sees them. */
    EGRESS("EgressSnat"),
    /** The site's, as the VNet sees them. */
    INGRESS("IngressSnat");

    private final String azureName;

    Mode(String azureName) {
      this.azureName = azureName;
    }

    @Override
    public String azureName() {
      return azureName;
    }
  }

  /** The same content without places. */
  public GatewayNatRule unplaced() {
    return new GatewayNatRule(id, type, mode, internal, external, ipConfiguration, Origin.NONE);
  }
}
