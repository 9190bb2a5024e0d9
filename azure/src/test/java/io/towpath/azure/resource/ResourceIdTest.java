package io.towpath.azure.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of resources. */
class ResourceIdTest {

  private static final String SUBNET =
      "/subscriptions/S-1/resourceGroups/Net-RG/providers/Microsoft.Network/virtualNetworks/Hub"
          + "/subnets/Front";

  @Test
  void anIdKnowsItsParts() {
    ResourceId id = ResourceId.parse(SUBNET);

    assertThat(id.subscription()).isEqualTo("S-1");
    assertThat(id.resourceGroup()).isEqualTo("Net-RG");
    assertThat(id.type()).isEqualTo("Microsoft.Network/virtualNetworks/subnets");
    assertThat(id.name()).isEqualTo("Front");
    assertThat(id.path()).isEqualTo("Hub/Front");
    assertThat(id.label()).isEqualTo("subnets \"Hub/Front\"");
    assertThat(id).hasToString(SUBNET);
  }

  @Test
  void idsAreEqualWithoutCase() {
    ResourceId id = ResourceId.parse(SUBNET);
    ResourceId loud = ResourceId.parse(SUBNET.toUpperCase(Locale.ROOT));

    assertThat(loud).isEqualTo(id).hasSameHashCodeAs(id).isEqualByComparingTo(id);
    assertThat(loud.name()).isEqualTo("FRONT");
    assertThat(loud.key()).isEqualTo(id.key());
  }

  @Test
  void partsMakeTheSameIdAsItsText() {
    assertThat(
            ResourceId.of(
                "S-1", "Net-RG", "Microsoft.Network/virtualNetworks/subnets", "Hub/Front"))
        .hasToString(SUBNET);
    assertThat(
            ResourceId.of("S-1", "Net-RG", "Microsoft.Network/virtualNetworks", "Hub")
                .child("subnets", "Front"))
        .hasToString(SUBNET);
  }

  @Test
  void theParentOfATopLevelResourceIsItself() {
    ResourceId vnet = ResourceId.parse(SUBNET).parent();

    assertThat(vnet.label()).isEqualTo("virtualNetworks \"Hub\"");
    assertThat(vnet.parent()).isEqualTo(vnet);
  }

  @ParameterizedTest
  @CsvSource({
    "/resourceGroups/g/providers/Microsoft.Network/routeTables/r, s0, g",
    "/providers/Microsoft.Network/routeTables/r, s0, g0",
    "Microsoft.Network/routeTables/r, s0, g0",
    "/subscriptions/s/providers/Microsoft.Network/routeTables/r, s, g0"
  })
  void whatAnIdLacksIsFilledIn(String text, String subscription, String group) {
    ResourceId id = ResourceId.parse(text, "s0", "g0");

    assertThat(id.subscription()).isEqualTo(subscription);
    assertThat(id.resourceGroup()).isEqualTo(group);
    assertThat(id.name()).isEqualTo("r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "r",
        "/subscriptions",
        "/subscriptions/s",
        "/subscriptions/s/resourceGroups/g",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/r/routes",
        "routeTables/r"
      })
  void whatIsNoIdIsRefusedWithItsText(String text) {
    assertThatThrownBy(() -> ResourceId.parse(text, "s", "g"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
