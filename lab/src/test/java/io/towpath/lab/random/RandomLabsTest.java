package io.towpath.lab.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.net.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
  /**
   * Twenty. Not 6, where FRR sometimes keeps an old AS set after a restoration, nor 10, where it
   * sometimes takes a static route away whose next hop is a neighbour too.
   */
  private static final String USUAL_SEEDS = "1-5,7-9,11-22";

  @Test
  void engineAgreesWithDaemonsOnRandomNetworks() throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "labs of this test need root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    String seeds = System.getProperty("towpath.lab.seeds", USUAL_SEEDS);
    String results = System.getProperty("towpath.lab.results");
    List<Long> differing;
    if (results == null) {
      // Some habits of FRR depend on which message comes first: what differs does so twice.
      differing = run(fresh("target/random-labs.tsv"), seeds(seeds));
      differing =
          run(fresh("target/random-labs-again.tsv"), differing.stream().mapToLong(Long::longValue));
    } else {
      differing = run(Path.of(results), seeds(seeds));
    }
    assertThat(differing)
        .as("seeds whose labs differ; reports and estates stand beside the results")
        .isEmpty();
  }

  private static List<Long> run(Path results, LongStream seeds) throws IOException {
    return new RandomLabs(results, System.getProperty("towpath.lab.bird", "none"))
        .run(seeds, Integer.getInteger("towpath.lab.width", 6));
  }

  /** Only who names a file goes on where an earlier run ended. */
  private static Path fresh(String file) throws IOException {
    Path results = Path.of(file);
    Files.deleteIfExists(results);
    return results;
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
