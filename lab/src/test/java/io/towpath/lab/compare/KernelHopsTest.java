package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims about when the address of a kernel route's neighbour is a part of the comparison. */
class KernelHopsTest {
  private static final IpAddress NEIGHBOUR = IpAddress.parse("10.0.0.2");
  private static final Prefix NETWORK = Prefix.parse("10.9.0.0/16");

  @Test
  void neighboursOnALanAreTold() {
    assertThat(KernelHops.text(NETWORK, NEIGHBOUR, "eth0", Set.of()))
        .isEqualTo("via 10.0.0.2 dev eth0");
  }

  @Test
  void behindATunnelThereIsOneNeighbour() {
    assertThat(KernelHops.text(NETWORK, NEIGHBOUR, "Tu30", Set.of("Tu30"))).isEqualTo("dev Tu30");
    assertThat(KernelHops.text(NETWORK, null, "Tu30", Set.of("Tu30"))).isEqualTo("dev Tu30");
  }

  @Test
  void ownHostRouteOfANeighbourMayNameItOrNot() {
    Prefix itself = Prefix.parse("10.0.0.2/32");
    assertThat(KernelHops.text(itself, NEIGHBOUR, "eth0", Set.of())).isEqualTo("dev eth0");
    assertThat(KernelHops.text(itself, null, "eth0", Set.of())).isEqualTo("dev eth0");
    assertThat(KernelHops.text(Prefix.parse("10.0.0.3/32"), NEIGHBOUR, "eth0", Set.of()))
        .isEqualTo("via 10.0.0.2 dev eth0");
  }
}
