package io.towpath.azure.resource;

import io.towpath.net.Prefix;

/** What the source or destination of a security rule matches (R196). */
public sealed interface AddressMatch {

  /** True if Towpath knows which addresses these are. */
  default boolean isModelled() {
    return switch (this) {
      case Any _, Range _, ApplicationGroup _ -> true;
      case Tag(String name) ->
          name.equals(Tag.VIRTUAL_NETWORK)
              || name.equals(Tag.INTERNET)
              || name.equals(Tag.AZURE_LOAD_BALANCER);
    };
  }

  /** Every address: {@code *}. */
  record Any() implements AddressMatch {}

  /** An address or a prefix. */
  record Range(Prefix prefix) implements AddressMatch {}

  /**
   * A service tag.
   *
   * @param name as Azure spells it, for the three that are modelled (R199, R200); others as written
   */
  record Tag(String name) implements AddressMatch {
    public static final String VIRTUAL_NETWORK = "VirtualNetwork";
    public static final String INTERNET = "Internet";
    public static final String AZURE_LOAD_BALANCER = "AzureLoadBalancer";
  }

  /** An application security group (R201). */
  record ApplicationGroup(ResourceId id) implements AddressMatch {}
}
