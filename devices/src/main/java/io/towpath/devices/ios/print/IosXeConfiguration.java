package io.towpath.devices.ios.print;

import io.towpath.devices.print.NotExpressible;
import java.util.List;

/**
 * An IOS-XE configuration of one node.
 *
 * @param text the configuration, for a router and for people
 * @param notExpressible what IOS-XE cannot do, or does otherwise, in the order of the node
 */
public record IosXeConfiguration(String text, List<NotExpressible> notExpressible) {
  public IosXeConfiguration {
    notExpressible = List.copyOf(notExpressible);
  }
}
