package io.towpath.azure.answers;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it works at a network interface; components have the names of ARM's members (R244).
 *
 * @param name {@code securityRules/x} or {@code defaultSecurityRules/x}
 * @param protocol {@code Tcp}, {@code Udp}, {@code Icmp}, {@code Esp}, {@code Ah} or {@code All}
 * @param sourcePortRanges ranges such as {@code 443-443} and {@code 0-65535}
 * @param destinationPortRanges likewise
 * @param sourceAddressPrefixes prefixes, tags and ids of application security groups, as written;
 *     {@code 0.0.0.0/0} for any
 * @param destinationAddressPrefixes likewise
 * @param expandedSourceAddressPrefix what tags and groups stand for at this interface; empty if the
 *     rule names none
 * @param expandedDestinationAddressPrefix likewise
 * @param access {@code Allow} or {@code Deny}
 * @param direction {@code Inbound} or {@code Outbound}
 * @param isModelled false if no address of its source or its destination is known
 * @param origin where it was written
 */
public record EffectiveSecurityRule(
    String name,
    String protocol,
    List<String> sourcePortRanges,
    List<String> destinationPortRanges,
    List<String> sourceAddressPrefixes,
    List<String> destinationAddressPrefixes,
    List<String> expandedSourceAddressPrefix,
    List<String> expandedDestinationAddressPrefix,
    String access,
    int priority,
    String direction,
    boolean isModelled,
    Origin origin) {
  public EffectiveSecurityRule {
    sourcePortRanges = List.copyOf(sourcePortRanges);
    destinationPortRanges = List.copyOf(destinationPortRanges);
    sourceAddressPrefixes = List.copyOf(sourceAddressPrefixes);
    destinationAddressPrefixes = List.copyOf(destinationAddressPrefixes);
    expandedSourceAddressPrefix = List.copyOf(expandedSourceAddressPrefix);
    expandedDestinationAddressPrefix = List.copyOf(expandedDestinationAddressPrefix);
  }

  /** The member in the singular, which holds the value if there is exactly one; null otherwise. */
  public static @Nullable String single(List<String> values) {
    return values.size() == 1 ? values.getFirst() : null;
  }
}
