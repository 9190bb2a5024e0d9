package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.testkit.networks.estate.RandomEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims about generated estates, on which the comparisons with real daemons rest. */
@Tag("slow")
class RandomEstatesTest {
  private static final int SEEDS = 60;

  /** What users and their routers do; a generator that never does one of these proves nothing. */
  private static final String FEATURES =
      """
      aggregate
      aggregate as-set
      aggregate as-set summary-only
      aggregate summary-only
      allowas-in
      always-compare-med
      as-override
      asn of four octets
      asn private
      asn public
      border subnet in ospf
      cluster id
      default into ospf
      default-originate
      dialect frr
      dialect ios-xe
      disable-connected-check
      discard static
      ebgp between loopbacks
      ebgp between loopbacks, two links
      ebgp direct
      ebgp on a segment
      ebgp-multihop
      extended access list
      failure of cable
      failure of interface
      failure of node
      failure of session
      floating discard static
      floating static
      host
      ibgp session
      interior ospf
      interior static
      lan in ospf
      link /30
      link /31
      local-as
      local-as no-prepend
      local-as no-prepend replace-as
      match as-path
      match community
      match expanded community
      match metric
      match prefix-list
      match tag
      maximum-paths
      maximum-paths ibgp
      maximum-prefix
      maximum-prefix warning-only
      md5
      mistake key_at_one_end
      mistake shut
      mistake wrong_address
      mistake wrong_as
      mistake wrong_key
      multipath-relax
      no send-community
      neighbor filter-list
      neighbor prefix-list
      network
      network with route-map
      network without a route
      next-hop-self
      next-hop-self all
      ospf broadcast
      parallel links
      prefix-list ge le
      recursive static
      redistribute bgp into ospf
      redistribute connected in a vrf
      redistribute connected into bgp
      redistribute connected into ospf
      redistribute ospf into bgp
      redistribute static into bgp
      redistribute static into ospf
      relations by local preference
      remove-private-as
      remove-private-as all
      remove-private-as all replace-as
      route reflector
      route-map deny
      route-map in
      route-map out
      route-map permit
      segment of 3 routers
      segment of 4 routers
      send-community
      set as-path prepend
      set comm-list delete
      set community
      set community additive
      set local-preference
      set metric
      set origin
      set weight
      soft-reconfiguration inbound
      standard access list
      static default
      static in a vrf
      two route reflectors
      vrfs with equal prefixes
      weight
      """;

  @TempDir Path temporary = Path.of("");

  private static RandomEstate estate(long seed) {
    RandomEstate.Options options = RandomEstate.Options.of(seed, RandomEstate.usualSize(seed));
    return RandomEstate.of(seed, options);
  }

  @Test
  void everySeedLoadsIsUnderstoodAndBringsSessionsUp() throws IOException {
    Map<Long, String> wrong = new TreeMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      String complaint = EstateComplaints.of(estate(seed), temporary);
      if (!complaint.isEmpty()) {
        wrong.put(seed, complaint);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindOfFeatureOccurs() {
    Map<String, Integer> seeds = new TreeMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      estate(seed).features().keySet().forEach(feature -> seeds.merge(feature, 1, Integer::sum));
    }
    assertThat(seeds.keySet()).containsAll(FEATURES.lines().toList());
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(estate(seed).files()).isEqualTo(estate(seed).files());
    }
    assertThat(estate(1).files()).isNotEqualTo(estate(2).files());
  }
}
