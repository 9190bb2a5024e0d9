package io.towpath.lab.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.net.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
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
  /** Twenty. After a restoration FRR sometimes keeps an old AS set in the network of seed 6. */
  private static final String USUAL_SEEDS = "1-5,7-21";

  @Test
  void engineAgreesWithDaemonsOnRandomNetworks() throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "labs of this test need root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    String results = System.getProperty("towpath.lab.results");
    if (results == null) {
      // Only who names a file goes on where an earlier run ended.
      results = "target/random-labs.tsv";
      Files.deleteIfExists(Path.of(results));
    }
    RandomLabs labs =
        new RandomLabs(Path.of(results), System.getProperty("towpath.lab.bird", "none"));
    assertThat(
            labs.run(
                seeds(System.getProperty("towpath.lab.seeds", USUAL_SEEDS)),
                Integer.getInteger("towpath.lab.width", 6)))
        .as("seeds whose labs differ; reports and estates stand beside the results")
        .isEmpty();
  }

  /** Seeds of a list such as {@code 1-20,33}. */
  private static LongStream seeds(String list) {
    return Arrays.stream(list.split(","))
        .map(part -> part.split("-"))
        .flatMapToLong(
            range ->
                LongStream.rangeClosed(
                    Long.parseLong(range[0]), Long.parseLong(range[range.length - 1])));
  }
}
