package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.net.InvalidInputException;
import io.towpath.testkit.networks.azure.RandomAzureEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims about generated Azure estates, on which the comparisons with real daemons rest. */
@Tag("slow")
class RandomAzureEstatesTest {
  private static final int SEEDS = Integer.getInteger("towpath.azure.seeds", 40);

  /** What is of interest around a Route Server; a generator that lacks it proves nothing. */
  private static final String FEATURES =
      """
      announces default route
      announces host route
      announces network of its own
      announces prefix of a customer
      announces range of a VNet
      announces subnet of a VNet
      announces superset
      appliances of one asn
      as-override
      as-path replace
      branch-to-branch
      circuit
      circuit of two gateways
      failure of Route Server instance
      failure of circuit
      failure of circuit link
      failure of node
      failure of peering
      failure of session
      failure of tunnel
      gateway both
      gateway express_route
      gateway none
      gateway transit
      gateway vpn
      hubs peered
      hubs: 1
      hubs: 2
      hubs: 3
      load balancer
      multipath-relax
      next hop of a load balancer
      next hop of a third party
      no as-override
      no branch-to-branch
      plain peering
      preference ASPath
      preference ExpressRoute
      preference VpnGateway
      route to a load balancer
      route to an appliance
      route to none
      route to the Internet
      security group
      session between hubs
      session of neighbours
      session over a peering
      session with own Route Server
      set community
      set med
      set no-advertise
      set no-export
      set prepend
      site announces a default route
      site announces a superset
      sites joined
      spoke of two hubs
      vpn active-active
      vpn active-standby
      vpn with bgp
      vpn without bgp
      """;

  @TempDir Path temporary = Path.of("");

  @Test
  void everySeedLoadsIsUnderstoodAndBringsSessionsUp() throws IOException {
    Map<Long, String> wrong = new TreeMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      String complaint = EstateComplaints.of(RandomAzureEstate.of(seed), temporary);
      if (!complaint.isEmpty()) {
        wrong.put(seed, complaint);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsLeftLoadsWithoutAnyOneElement() throws IOException {
    RandomAzureEstate whole = RandomAzureEstate.of(3);
    Map<String, String> wrong = new TreeMap<>();
    for (String element : whole.elements()) {
      Path folder = Files.createTempDirectory(temporary, "smaller");
      whole.without(List.of(element)).writeTo(folder);
      try {
        EstateLoader.load(folder, null);
      } catch (InvalidInputException e) {
        wrong.put(element, e.findings().toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindOfFeatureOccurs() {
    Map<String, Integer> seeds = new TreeMap<>();
    for (long seed = 1; seed <= 200; seed++) {
      RandomAzureEstate.of(seed)
          .features()
          .keySet()
          .forEach(feature -> seeds.merge(feature, 1, Integer::sum));
    }
    assertThat(seeds.keySet()).containsAll(FEATURES.lines().toList());
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(RandomAzureEstate.of(seed).files()).isEqualTo(RandomAzureEstate.of(seed).files());
    }
    assertThat(RandomAzureEstate.of(1).files()).isNotEqualTo(RandomAzureEstate.of(2).files());
  }
}
