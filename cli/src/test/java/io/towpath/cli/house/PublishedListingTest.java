package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The router listing of a published how-to, where the text of it lies beside the repository. */
class PublishedListingTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  @Test
  void passesCheckWithBothVrfsWholeAndFewLinesUnsupported() throws IOException {
    Path seeds =
        Run.scenario("")
            .toAbsolutePath()
            .getParent()
            .getParent()
            .resolve("../shared/seeds")
            .normalize();
    Path beside =
        Run.scenario("").toAbsolutePath().normalize().getParent().resolveSibling("shared/seeds");
    Path found = Files.isDirectory(beside) ? beside : seeds;
    assumeTrue(
        Files.isDirectory(found), "skipped: the published texts are not beside the repository");
    Path text;
    try (Stream<Path> files = Files.list(found)) {
      text =
          files
              .filter(f -> f.getFileName().toString().startsWith("000_"))
              .findFirst()
              .orElseThrow();
    }
    List<String> lines = Files.readAllLines(text);
    int first = lines.indexOf("ip vrf Tenant 1");
    int last = first;
    while (!lines.get(last).equals("```")) {
      last++;
    }
    Files.createDirectories(folder.resolve("configs"));
    Files.write(folder.resolve("configs/router.cfg"), lines.subList(first, last));
    Files.writeString(
        folder.resolve("estate.yaml"),
        "towpath: 1\ndevices: [{name: router, config: configs/router.cfg, dialect: ios-xe}]\n");

    Run check = Run.towpath("check", folder.toString());
    assertThat(check.code()).as(check.err()).isZero();
    long unsupported = check.out().lines().filter(l -> l.startsWith("unsupported:")).count();
    assertThat(unsupported).isLessThanOrEqualTo(6);
    for (String tenant : List.of("Tenant 1", "Tenant 2")) {
      Run routes = Run.towpath("routes", folder.toString(), "router/" + tenant, "-o", "tsv");
      assertThat(routes.code()).as(routes.err()).isZero();
      assertThat(routes.out().lines().filter(l -> l.startsWith("connected")))
          .hasSizeGreaterThanOrEqualTo(3);
      Run bgp = Run.towpath("bgp", folder.toString(), "router/" + tenant);
      assertThat(bgp.code()).as(bgp.err()).isZero();
    }
  }
}
