package io.towpath.devices.print;

import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import java.util.List;

/**
 * The network statement that stands for IOS-XE's {@code default-information originate} in BGP: a
 * redistributed protocol may bring the default route too.
 */
public final class RedistributedDefault {
  private RedistributedDefault() {}

  /** Classes whose redistribution may bring the default route; empty for any other statement. */
  public static List<String> classes(NetworkStatement network) {
    RoutePolicy policy = network.policy();
    if (policy != null
        && network.prefix().equals(Prefix.DEFAULT_IPV4)
        && network.needsRoute()
        && policy.terms().size() == 1
        && policy.terms().getFirst().permit()
        && policy.terms().getFirst().matches().size() == 1
        && policy.terms().getFirst().matches().getFirst()
            instanceof Match.FromClass(List<String> classes)) {
      return classes;
    }
    return List.of();
  }
}
