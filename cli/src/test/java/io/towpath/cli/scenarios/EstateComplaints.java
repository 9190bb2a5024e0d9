package io.towpath.cli.scenarios;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Severity;
import io.towpath.network.Network;
import io.towpath.testkit.networks.estate.GeneratedEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What keeps a generated estate from being a fair test of the engines. */
final class EstateComplaints {
  private EstateComplaints() {}

  /**
   * Errors, what is not modelled, and too few sessions.
   *
   * @param temporary folder in which the estate is written to a new one
   * @return a line each; empty if there is nothing to complain of
   */
  static String of(GeneratedEstate random, Path temporary) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "estate");
    random.writeTo(folder);
    Estate estate;
    try {
      estate = EstateLoader.load(folder, null);
    } catch (InvalidInputException e) {
      return e.findings().toString();
    }
    Network network = estate.base().network();
    List<String> complaints = new ArrayList<>();
    network.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .forEach(finding -> complaints.add(finding.toString()));
    network.unsupported().forEach(line -> complaints.add(line.toString()));
    Solution solution = estate.base().solve(List.of());
    int up = solution.live().sessionsUp().cardinality();
    if (up * 2 < random.sessions()) {
      complaints.add("only %d of %d sessions are up".formatted(up, random.sessions()));
    }
    return String.join("\n", complaints);
  }
}
