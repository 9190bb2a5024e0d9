package io.towpath.azure.resource;

import io.towpath.net.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * A service tag of what the host of a guest itself answers. Outbound rules concern that traffic
 * only if they name one of these tags (R6).
 */
public enum PlatformTag implements AzureName {
  /** The DNS server of every VNet. */
  DNS("AzurePlatformDNS", List.of(Prefix.parse("168.63.129.16/32")), 53),
  /** The instance metadata service. */
  METADATA("AzurePlatformIMDS", List.of(Prefix.parse("169.254.169.254/32")), 0),
  /**
   * Licensing of Windows: published addresses of the public cloud's key management service.
   * ASSUMPTION(A-034): the tag stands for these.
   */
  LICENSING(
      "AzurePlatformLKM",
      List.of(
          Prefix.parse("20.118.99.224/32"),
          Prefix.parse("23.102.135.246/32"),
          Prefix.parse("40.83.235.53/32")),
      1688);

  private final String azureName;
  private final List<Prefix> prefixes;
  private final int port;

  PlatformTag(String azureName, List<Prefix> prefixes, int port) {
    this.azureName = azureName;
    this.prefixes = prefixes;
    this.port = port;
  }

  @Override
  public String azureName() {
    return azureName;
  }

  /** The tag of a name, without case. */
  public static Optional<PlatformTag> named(String name) {
    for (PlatformTag tag : values()) {
      if (tag.azureName.equalsIgnoreCase(name)) {
        return Optional.of(tag);
      }
    }
    return Optional.empty();
  }

  /** Where the service answers. */
  public List<Prefix> prefixes() {
    return prefixes;
  }

  /** The port of the service; 0 for every one. */
  public int port() {
    return port;
  }
}
