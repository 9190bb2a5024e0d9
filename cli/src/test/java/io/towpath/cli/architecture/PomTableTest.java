package io.towpath.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the build files declare is what the module table says: no more and no less. */
class PomTableTest {
  private record Declared(String group, String artifact, String scope) {}

  @ParameterizedTest
  @EnumSource
  void aRoomDeclaresTheRoomsOfItsRow(Room room) throws Exception {
    assertThat(declared(room).stream().filter(d -> isOurs(d) && !d.scope().equals("test")))
        .extracting(Declared::artifact)
        .containsExactlyInAnyOrderElementsOf(room.neighbours().stream().map(Room::module).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aRoomDeclaresTheLibrariesOfItsRow(Room room) throws Exception {
    assertThat(declared(room).stream().filter(d -> !isOurs(d) && !d.scope().equals("test")))
        .extracting(Declared::artifact)
        .containsExactlyInAnyOrderElementsOf(room.artifacts());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheTestkitsServeTests(Room room) throws Exception {
    assertThat(declared(room).stream().filter(d -> isOurs(d) && d.scope().equals("test")))
        .extracting(Declared::artifact)
        .isSubsetOf("testkit", "testkit-networks");
  }

  @Test
  void everyModuleOfTheReactorIsARoom() throws Exception {
    Element project = parse(Repository.root().resolve("pom.xml"));
    NodeList modules = project.getElementsByTagName("module");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < modules.getLength(); i++) {
      names.add(modules.item(i).getTextContent());
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Room.values()).map(Room::module).toList());
  }

  @ParameterizedTest
  @EnumSource
  void noRoomStandsEmpty(Room room) throws Exception {
    try (Stream<Path> files = Files.walk(Repository.root().resolve(room.module() + "/src"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".java") && !name.equals("package-info.java"));
    }
  }

  private static boolean isOurs(Declared dependency) {
    return dependency.group().equals("io.towpath");
  }

  private static List<Declared> declared(Room room) throws Exception {
    Element project = parse(Repository.root().resolve(room.module()).resolve("pom.xml"));
    List<Declared> all = new ArrayList<>();
    NodeList dependencies = project.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      all.add(
          new Declared(
              text(dependency, "groupId", ""),
              text(dependency, "artifactId", ""),
              text(dependency, "scope", "compile")));
    }
    return all;
  }

  private static Element parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  private static String text(Element element, String child, String otherwise) {
    NodeList nodes = element.getElementsByTagName(child);
    return nodes.getLength() == 0 ? otherwise : nodes.item(0).getTextContent().strip();
  }
}
