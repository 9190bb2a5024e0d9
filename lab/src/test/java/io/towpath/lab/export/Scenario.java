package io.towpath.lab.export;

import io.towpath.estate.load.EstateLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scenarios of the repository as labs to be exported. */
final class Scenario {
  private Scenario() {}

  static ExportedLab lab(String name) {
    Path here = Path.of("scenarios", name, "estate.yaml");
    Path estate = Files.exists(here) ? here : Path.of("..").resolve(here);
    return ExportedLab.of(name, EstateLoader.load(estate, null).base().solve(List.of()));
  }
}
