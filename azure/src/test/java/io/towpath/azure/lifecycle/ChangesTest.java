package io.towpath.azure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.lifecycle.GatewayChanges.SkuChange;
import io.towpath.azure.lifecycle.PeeringChanges.RangeChange;
import io.towpath.azure.resource.CircuitFamily;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.PeeringState;
import io.towpath.azure.resource.ProviderProvisioningState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** R7, R63, R81, R82, R121, R122, R127, R128: changes over time as data. */
class ChangesTest {

  @Test
  void theProvidersStatesGoRoundInACircle() {
    List<ProviderProvisioningState> walked = new ArrayList<>();
    ProviderProvisioningState state = ProviderProvisioningState.NOT_PROVISIONED;
    do {
      walked.add(state);
      ProviderProvisioningState from = state;
      List<ProviderProvisioningState> next =
          CircuitChanges.PROVIDER_STATES.stream()
              .filter(change -> change.from() == from)
              .map(Transition::to)
              .toList();
      assertThat(next).hasSize(1);
      state = next.getFirst();
    } while (state != ProviderProvisioningState.NOT_PROVISIONED);

    assertThat(walked).containsExactly(ProviderProvisioningState.values());
  }

  @Test
  void aCircuitThatTheProviderHoldsCannotBeDeleted() {
    assertThat(CircuitChanges.mayDelete(ProviderProvisioningState.PROVISIONED)).isFalse();
    assertThat(CircuitChanges.mayDelete(ProviderProvisioningState.PROVISIONING)).isFalse();
    assertThat(CircuitChanges.mayDelete(ProviderProvisioningState.NOT_PROVISIONED)).isTrue();
  }

  @Test
  void unlimitedBillingHasNoWayBack() {
    assertThat(CircuitChanges.FAMILIES)
        .extracting(Transition::from)
        .containsOnly(CircuitFamily.METERED_DATA);
  }

  @Test
  void nothingBecomesLocal() {
    assertThat(CircuitChanges.TIERS).extracting(Transition::to).doesNotContain(CircuitTier.LOCAL);
  }

  @ParameterizedTest
  @CsvSource({"50,100,true", "100,100,true", "100,50,false"})
  void bandwidthOnlyGrows(int from, int to, boolean allowed) {
    assertThat(CircuitChanges.mayChangeBandwidth(from, to)).isEqualTo(allowed);
  }

  @Test
  void aDisconnectedPeeringLeadsNowhere() {
    assertThat(PeeringChanges.STATES)
        .extracting(Transition::from)
        .doesNotContain(PeeringState.DISCONNECTED);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void rangesOfAPeeredVnetChangeByProfile(Profile profile) {
    assertThat(PeeringChanges.rangeChange(profile))
        .isEqualTo(
            profile == Profile.CURRENT
                ? RangeChange.SYNCHRONISE_AFTERWARDS
                : RangeChange.DELETE_PEERING_FIRST);
  }

  @Test
  void onlyAnEmptySubnetIsResized() {
    assertThat(PeeringChanges.mayResizeSubnet(0)).isTrue();
    assertThat(PeeringChanges.mayResizeSubnet(1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "VpnGw1, VpnGw3AZ, RESIZE",
    "Basic, VpnGw1, RECREATE",
    "Standard, HighPerformance, RESIZE",
    "Standard, ErGw1AZ, RECREATE",
    "ErGw1AZ, ErGw3AZ, RESIZE"
  })
  void aGatewayIsResizedWithinItsFamilyOnly(String from, String to, SkuChange change) {
    assertThat(GatewayChanges.skuChange(from, to)).isEqualTo(change);
  }
}
