package io.towpath.devices.bird;

import io.towpath.devices.print.NotExpressible;
import java.util.List;

/**
 * A configuration of BIRD 2.0 of one node.
 *
 * @param text one file for {@code bird -c}
 * @param notExpressible what BIRD cannot do or does otherwise, in the order of the node
 */
public record BirdConfiguration(String text, List<NotExpressible> notExpressible) {
  public BirdConfiguration {
    notExpressible = List.copyOf(notExpressible);
  }
}
