package io.towpath.lab.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.plan.DynamicSets;
import io.towpath.lab.plan.LabNames;
import io.towpath.network.Network;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.LayeredRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernel tables for routes to several appliances (R51). */
class SharedFabricRoutesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  /** The published estate with a second address for its routes. */
  private FabricState state(String second) throws IOException {
    Path here = Path.of("scenarios/observed/udr-ecmp");
    Path published = Files.exists(here) ? here : Path.of("..").resolve(here);
    Files.createDirectories(folder.resolve("azure"));
    String resources = Files.readString(published.resolve("azure/network.json"));
    Files.writeString(
        folder.resolve("azure/network.json"),
        resources.replaceAll("\"10[.]81[.]0[.]6\"\\s*\\]", '"' + second + "\"]"));
    Files.writeString(
        folder.resolve("estate.yaml"),
        Files.readString(published.resolve("estate.yaml")).replaceAll("(?s)\nexpect:.*", "\n"));
    Network network = EstateLoader.load(folder, null).base().network();
    Topology topology = Topology.of(network);
    LabNames names = LabNames.of(network);
    return FabricTranslation.of(
        topology,
        names,
        DynamicSets.of(network, names),
        new FabricRoutes.Selected(
            LayeredRoutes.of(topology).select(new BitSet(), exchange -> List.of())),
        new PortElection(network, at -> true),
        List.of());
  }

  private static List<String> lines(FabricState state) {
    return state.tables().values().stream()
        .flatMap(table -> table.difference(LinuxTable.EMPTY, 7).stream())
        .filter(line -> line.contains(" 10.81.2.0/24 "))
        .toList();
  }

  @Test
  void allOfThemAreNextHopsOfOneRoute() throws IOException {
    FabricState state = state("10.81.0.6");

    assertThat(lines(state))
        .contains(
            "route replace 10.81.2.0/24 table 7"
                + " nexthop dev router-1-nic nexthop dev router-2-nic");
    assertThat(state.problems()).isEmpty();
  }

  @Test
  void theKernelCannotLoseTheShareOfAnAddressThatNobodyHas() throws IOException {
    FabricState state = state("10.81.0.9");

    assertThat(lines(state)).contains("route replace 10.81.2.0/24 dev router-1-nic table 7");
    assertThat(state.problems())
        .anyMatch(
            problem ->
                problem.contains(
                    " to 10.81.2.0/24 has next hops that nobody has:"
                        + " their share of flows goes by the others."));
  }
}
