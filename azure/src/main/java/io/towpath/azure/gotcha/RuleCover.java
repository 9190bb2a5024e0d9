package io.towpath.azure.gotcha;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.RuleProtocol;
import io.towpath.azure.resource.SecurityRule;
import java.util.List;

/**
 * How the matches of two security rules lie to each other (R194, R196). Both answers are careful: a
 * rule is said to cover or to be apart from another only if that holds whatever tags and groups
 * stand for.
 */
final class RuleCover {
  /** Tags that share no address (R199, R200). */
  private static final List<String> APART =
      List.of(
          AddressMatch.Tag.VIRTUAL_NETWORK,
          AddressMatch.Tag.INTERNET,
          AddressMatch.Tag.AZURE_LOAD_BALANCER);

  private RuleCover() {}

  /** True if every packet that {@code inner} matches is matched by {@code outer} too. */
  static boolean covers(SecurityRule outer, SecurityRule inner) {
    return (outer.protocol() == RuleProtocol.ANY || outer.protocol() == inner.protocol())
        && addressesCover(outer.sources(), inner.sources())
        && addressesCover(outer.destinations(), inner.destinations())
        && (hasNoPorts(inner) && hasNoPorts(outer)
            || portsCover(outer.sourcePorts(), anyIfNone(inner, inner.sourcePorts()))
                && portsCover(
                    outer.destinationPorts(), anyIfNone(inner, inner.destinationPorts())));
  }

  /** Whether a rule for every protocol and some ports matches ICMP is not published. */
  private static List<PortRange> anyIfNone(SecurityRule rule, List<PortRange> ports) {
    return hasNoPorts(rule) ? List.of(PortRange.ANY) : ports;
  }

  /** True if no packet is matched by both. */
  static boolean apart(SecurityRule one, SecurityRule other) {
    boolean protocols =
        one.protocol() != RuleProtocol.ANY
            && other.protocol() != RuleProtocol.ANY
            && one.protocol() != other.protocol();
    boolean ports =
        !hasNoPorts(one)
            && !hasNoPorts(other)
            && (portsApart(one.destinationPorts(), other.destinationPorts())
                || portsApart(one.sourcePorts(), other.sourcePorts()));
    return protocols
        || ports
        || addressesApart(one.sources(), other.sources())
        || addressesApart(one.destinations(), other.destinations());
  }

  private static boolean hasNoPorts(SecurityRule rule) {
    return rule.protocol() != RuleProtocol.TCP
        && rule.protocol() != RuleProtocol.UDP
        && rule.protocol() != RuleProtocol.ANY;
  }

  private static boolean addressesCover(List<AddressMatch> outer, List<AddressMatch> inner) {
    return inner.stream().allMatch(one -> outer.stream().anyMatch(other -> covers(other, one)));
  }

  private static boolean covers(AddressMatch outer, AddressMatch inner) {
    return switch (outer) {
      case AddressMatch.Any _ -> true;
      case AddressMatch.Range(var prefix) ->
          inner instanceof AddressMatch.Range(var other) && prefix.covers(other);
      case AddressMatch.Tag _, AddressMatch.ApplicationGroup _ -> outer.equals(inner);
    };
  }

  private static boolean addressesApart(List<AddressMatch> one, List<AddressMatch> other) {
    return one.stream().allMatch(left -> other.stream().allMatch(right -> apart(left, right)));
  }

  /** Of tags, those that are known to share no address. */
  private static boolean apart(AddressMatch left, AddressMatch right) {
    if (left instanceof AddressMatch.Range(var one)
        && right instanceof AddressMatch.Range(var other)) {
      return !one.overlaps(other);
    }
    return left instanceof AddressMatch.Tag(String name)
        && right instanceof AddressMatch.Tag(String other)
        && APART.contains(name)
        && APART.contains(other)
        && !name.equals(other);
  }

  private static boolean portsCover(List<PortRange> outer, List<PortRange> inner) {
    return inner.stream()
        .allMatch(
            one ->
                outer.stream().anyMatch(o -> o.first() <= one.first() && one.last() <= o.last()));
  }

  private static boolean portsApart(List<PortRange> one, List<PortRange> other) {
    return one.stream()
        .allMatch(
            left ->
                other.stream().allMatch(r -> left.last() < r.first() || r.last() < left.first()));
  }
}
