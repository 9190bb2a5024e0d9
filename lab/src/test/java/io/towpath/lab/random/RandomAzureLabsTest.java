package io.towpath.lab.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.testkit.networks.azure.RandomAzureEstate;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine agrees with protocol daemons on random Azure estates with Route Servers. The
 * properties of {@link RandomLabsTest} choose other seeds.
 */
@Tag("lab")
@Tag("slow")
class RandomAzureLabsTest {
  /** A few, so that all end within two minutes on two cores. */
  private static final String USUAL_SEEDS = "1-4";

  @Test
  void engineAgreesWithDaemonsOnRandomAzureEstates() throws IOException {
    assertThat(RandomLabs.differing(RandomAzureEstate::of, "random-azure-labs", USUAL_SEEDS))
        .as("seeds whose labs differ; reports and estates stand beside the results")
        .isEmpty();
  }
}
