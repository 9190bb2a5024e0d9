package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code towpath lab export}: what it says, and what it refuses. */
class LabExportTest {
  @TempDir Path base;

  @Test
  void whatIsWrittenAndWhatIsLackingIsSaid() {
    Run run =
        Run.towpath(
            "lab",
            "export",
            Run.scenario("first-steps").toString(),
            "--bash",
            base.resolve("bash").toString(),
            "--containerlab",
            base.resolve("clab").toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("begin with " + base.resolve("bash/up.sh"));
    assertThat(run.err()).contains("note: tables of the fabric: They are as predicted");
    assertThat(base.resolve("bash/up.sh")).isExecutable();
    assertThat(base.resolve("clab/first-steps.clab.yml")).exists();
  }

  @Test
  void aDirectoryWithFilesNeedsForce() {
    String estate = Run.scenario("first-steps").toString();
    String[] command = {"lab", "export", estate, "--bash", base.toString()};
    assertThat(Run.towpath(command).code()).isZero();

    Run again = Run.towpath(command);

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("TP7050", "is not empty", "--force");
    assertThat(Run.towpath("lab", "export", estate, "--bash", base.toString(), "--force").code())
        .isZero();
  }

  @Test
  void theFormMustBeNamed() {
    Run run = Run.towpath("lab", "export", Run.scenario("first-steps").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP7053", "--bash DIR");
  }

  @Test
  void itExplainsItselfWithAnExample() {
    Run run = Run.towpath("lab", "export", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("towpath lab export scenarios/interop --bash", "--containerlab");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
