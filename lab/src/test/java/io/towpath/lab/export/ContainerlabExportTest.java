package io.towpath.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of a topology for containerlab, which is not run here. */
class ContainerlabExportTest {
  @ParameterizedTest
  @ValueSource(strings = {"first-steps", "interop"})
  void everyLinkJoinsInterfacesOfNodes(String scenario) {
    ExportedFiles files = files(scenario);
    ObjectValue topology = topology(files, scenario);
    Set<String> nodes = new HashSet<>();
    for (Member node : object(topology, "nodes").members().values()) {
      assertThat(node.key()).matches("[A-Za-z0-9][A-Za-z0-9.-]*");
      nodes.add(node.key());
    }
    Set<String> endpoints = new HashSet<>();
    for (DocumentValue link : ((ArrayValue) value(topology, "links")).items()) {
      List<DocumentValue> ends = ((ArrayValue) value((ObjectValue) link, "endpoints")).items();
      assertThat(ends).hasSize(2);
      for (DocumentValue end : ends) {
        String[] parts = ((StringValue) end).text().split(":", 2);
        assertThat(nodes).contains(parts[0]);
        assertThat(parts[1]).hasSizeBetween(1, 15).doesNotContain("/", " ", ":");
        assertThat(endpoints.add(parts[0] + ":" + parts[1])).as(parts[1]).isTrue();
      }
    }
    assertThat(endpoints).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-steps", "interop"})
  void everyFileThatIsBoundIsWritten(String scenario) {
    ExportedFiles files = files(scenario);
    List<String> bound = new ArrayList<>();
    for (Member node : object(topology(files, scenario), "nodes").members().values()) {
      for (DocumentValue bind : ((ArrayValue) value((ObjectValue) node.value(), "binds")).items()) {
        bound.add(((StringValue) bind).text().split(":", 2)[0]);
      }
    }
    assertThat(bound)
        .allMatch(
            name ->
                files.texts().containsKey(name) || files.texts().containsKey(name + "/setup.sh"));
    assertThat(bound).anyMatch(name -> name.endsWith("/bgpd.conf"));
  }

  @Test
  void theSameNetworkGivesTheSameBytesAndTheImageIsThatOfTheUser() {
    assertThat(files("interop")).isEqualTo(files("interop"));
    assertThat(
            ContainerlabExport.of(Scenario.lab("interop"), "my/frr:1")
                .texts()
                .get("interop.clab.yml"))
        .contains("image: \"my/frr:1\"", "network-mode: none");
  }

  @Test
  void tunnelsAreLeftOutAndThatIsSaid() {
    assertThat(files("first-steps").texts().get("README.md"))
        .contains("has not been tried with containerlab", "- tunnel ", "has no strongSwan");
  }

  private static ExportedFiles files(String scenario) {
    return ContainerlabExport.of(Scenario.lab(scenario), ContainerlabExport.IMAGE);
  }

  private static ObjectValue topology(ExportedFiles files, String scenario) {
    String name = scenario + ".clab.yml";
    DocumentValue root = YamlReader.parse(files.texts().get(name), name);
    return object((ObjectValue) root, "topology");
  }

  private static ObjectValue object(ObjectValue parent, String name) {
    return (ObjectValue) value(parent, name);
  }

  private static DocumentValue value(ObjectValue parent, String name) {
    Member member = parent.members().get(name);
    if (member != null) {
      return member.value();
    }
    throw new AssertionError("no " + name);
  }
}
