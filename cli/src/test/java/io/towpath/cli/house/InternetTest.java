package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LAN behind an edge router, a server elsewhere, and the Internet between them. */
class InternetTest {
  private static final String EDGE =
      """
      hostname edge
      interface GigabitEthernet1
       ip address 203.0.113.2 255.255.255.0
       ip nat outside
      interface GigabitEthernet2
       ip address 10.0.0.1 255.255.255.0
       ip nat inside
      """;
  private static final String OVERLOAD =
      """
      access-list 1 permit 10.0.0.0 0.0.0.255
      ip nat inside source list 1 interface GigabitEthernet1 overload
      """;
  private static final String SERVER =
      """
      hostname server
      interface GigabitEthernet1
       ip address 198.51.100.10 255.255.255.0
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  @BeforeEach
  void writeEstate() throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.writeString(folder.resolve("configs/server.cfg"), SERVER);
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices: [{folder: configs, dialect: ios-xe}]
        hosts: [{name: pc, address: 10.0.0.9/24, gateway: 10.0.0.1, on: edge:GigabitEthernet2}]
        cables:
          - {from: edge:GigabitEthernet1, to: internet}
          - {from: server:GigabitEthernet1, to: internet}
        """);
  }

  private Run ping(String configuration, String from, String to) throws IOException {
    Files.writeString(folder.resolve("configs/edge.cfg"), configuration);
    return Run.towpath("ping", folder.toString(), from, to, "--exit-code");
  }

  @Test
  void theInternetCarriesNoPrivateSource() throws IOException {
    assertThat(ping(EDGE, "pc", "198.51.100.10").code()).isEqualTo(1);
  }

  @Test
  void overloadOnTheEdgeLetsTheLanOut() throws IOException {
    assertThat(ping(EDGE + OVERLOAD, "pc", "198.51.100.10").code()).isZero();
  }

  @Test
  void overloadLeavesTheRoutersOwnTrafficAlone() throws IOException {
    assertThat(ping(EDGE + OVERLOAD, "edge", "198.51.100.10").code()).isZero();
  }

  @Test
  void anAddressThatNobodyHereOwnsLeavesTheModel() throws IOException {
    Files.writeString(folder.resolve("configs/edge.cfg"), EDGE + OVERLOAD);

    Run trace = Run.towpath("trace", folder.toString(), "pc", "8.8.8.8", "-o", "json");

    assertThat(trace.out()).contains("\"verdict\" : \"leftTheModel\"");
  }
}
