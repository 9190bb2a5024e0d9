package io.towpath.cli.architecture;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rooms of the house and what each may use: the table of {@code docs/decisions/0001}.
 *
 * <p>A room may use the rooms that its row names and what those use, the libraries of its row, and
 * of the JDK what {@link #JDK} lists.
 */
enum Room {
  NET("net", List.of(), List.of("jackson-core", "snakeyaml-engine"), List.of()),
  NETWORK("network", List.of(NET), List.of(), List.of()),
  ROUTING("routing", List.of(NETWORK), List.of(), List.of()),
  FORWARDING("forwarding", List.of(ROUTING), List.of(), List.of()),
  ANALYSIS("analysis", List.of(FORWARDING), List.of(), List.of()),
  AZURE("azure", List.of(FORWARDING), List.of(), List.of()),
  DEVICES("devices", List.of(NETWORK), List.of(), List.of()),
  ESTATE(
      "estate",
      List.of(AZURE, DEVICES, ANALYSIS),
      List.of("json-schema-validator"),
      List.of("com.networknt..", "tools.jackson..")),
  LAB(
      "lab",
      List.of(ESTATE),
      List.of("jackson-databind"),
      List.of("tools.jackson..", "java.net..", "java.lang.foreign..", "javax.xml.stream..")),
  CLI(
      "cli",
      List.of(ESTATE, LAB),
      List.of("picocli", "jackson-databind", "slf4j-jdk14"),
      List.of("picocli..", "tools.jackson..", "javax.xml.stream..")),
  TESTKIT(
      "testkit",
      List.of(),
      List.of("junit-jupiter-api"),
      List.of("org.junit.jupiter.api..", "org.opentest4j..")),
  TESTKIT_NETWORKS("testkit-networks", List.of(NETWORK), List.of(), List.of()),
  BENCH(
      "bench",
      List.of(ESTATE, TESTKIT_NETWORKS, TESTKIT),
      List.of("jmh-core"),
      List.of("org.openjdk.jmh..")),
  FUZZ("fuzz", List.of(ESTATE, DEVICES, AZURE), List.of(), List.of());

  /** No {@code java.sql}, {@code java.net.http} or {@code java.util.logging} anywhere. */
  private static final List<String> JDK =
      List.of(
          "java.io..",
          "java.lang..",
          "java.math..",
          "java.net",
          "java.nio..",
          "java.security..",
          "java.text..",
          "java.time..",
          "java.util",
          "java.util.concurrent..",
          "java.util.function..",
          "java.util.random..",
          "java.util.regex..",
          "java.util.stream..",
          "java.util.zip..",
          "org.jspecify.annotations..");

  private final String module;
  private final List<Room> neighbours;
  private final List<String> artifacts;
  private final List<String> libraries;

  Room(String module, List<Room> neighbours, List<String> artifacts, List<String> libraries) {
    this.module = module;
    this.neighbours = neighbours;
    this.artifacts = artifacts;
    this.libraries = libraries;
  }

  /** The name of its folder and artifact. */
  String module() {
    return module;
  }

  /** The rooms that its row names. */
  List<Room> neighbours() {
    return neighbours;
  }

  /** The libraries that it ships with, by artifact. */
  List<String> artifacts() {
    return artifacts;
  }

  /** Its packages, in ArchUnit's notation. */
  String packages() {
    return "io.towpath." + module.replace('-', '.') + "..";
  }

  /** Every package that its classes may mention. */
  String[] allowedPackages() {
    return Stream.of(reachable().stream().map(Room::packages), libraries.stream(), JDK.stream())
        .flatMap(packages -> packages)
        .toArray(String[]::new);
  }

  /** Itself, the rooms that it names and what those use. */
  private Set<Room> reachable() {
    Set<Room> rooms = new LinkedHashSet<>();
    rooms.add(this);
    neighbours.forEach(room -> rooms.addAll(room.reachable()));
    return rooms;
  }
}
