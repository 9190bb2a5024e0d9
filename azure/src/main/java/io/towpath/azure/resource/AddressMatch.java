package io.towpath.azure.resource;

import io.towpath.net.Prefix;

/** What the source or destination of a security rule matches (R196). */
public sealed interface AddressMatch {

  /** Every address: {@code *}. */
  record Any() implements AddressMatch {}

  /** An address or a prefix. */
  record Range(Prefix prefix) implements AddressMatch {}

  /**
   * A service tag.
   *
   * @param name as Azure spells it, for those that need no list of prefixes (R6, R199, R200);
   *     others as written
   */
  record Tag(String name) implements AddressMatch {
    public static final String VIRTUAL_NETWORK = "VirtualNetwork";
    public static final String INTERNET = "Internet";
    public static final String AZURE_LOAD_BALANCER = "AzureLoadBalancer";

    /** True if Microsoft's list of service tags is needed to know its addresses. */
    public boolean needsList() {
      return !name.equals(VIRTUAL_NETWORK)
          && !name.equals(INTERNET)
          && !name.equals(AZURE_LOAD_BALANCER)
          && PlatformTag.named(name).isEmpty();
    }
  }

  /** An application security group (R201). */
  record ApplicationGroup(ResourceId id) implements AddressMatch {}
}
