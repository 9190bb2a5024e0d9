package io.towpath.lab.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.testkit.networks.estate.RandomEstate;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine agrees with protocol daemons on random networks.
 *
 * <p>{@code -Dtowpath.lab.seeds=1-500} runs other seeds, {@code -Dtowpath.lab.results=FILE} keeps
 * their results and goes on where an earlier run ended, {@code -Dtowpath.lab.width=4} runs so many
 * labs at a time. {@code -Dtowpath.lab.bird=all} lets every router that can run BIRD instead of
 * FRR, {@code some} every other one.
 */
@Tag("lab")
@Tag("slow")
class RandomLabsTest {
  /**
   * Twenty. Not 6, where FRR sometimes keeps an old AS set after a restoration, nor 10, where it
   * sometimes takes a static route away whose next hop is a neighbour too.
   */
  private static final String USUAL_SEEDS = "1-5,7-9,11-22";

  /** Of every this many seeds one has the largest estates. */
  private static final int LARGE_EVERY = 25;

  private static final int LARGE = 40;

  @Test
  void engineAgreesWithDaemonsOnRandomNetworks() throws IOException {
    assertThat(RandomLabs.differing(RandomLabsTest::estate, "random-labs", USUAL_SEEDS))
        .as("seeds whose labs differ; reports and estates stand beside the results")
        .isEmpty();
  }

  /** The estate of a seed: most have 5 to 15 routers. */
  private static RandomEstate estate(long seed) {
    int routers = seed % LARGE_EVERY == 0 ? LARGE : RandomEstate.usualSize(seed);
    return RandomEstate.of(seed, RandomEstate.Options.of(seed, routers));
  }
}
