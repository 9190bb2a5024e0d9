package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured and does not come up is told by check, once, with its cause and place. */
class DownFindingsTest {
  private static final String LINK =
      """
      hostname %s
      interface GigabitEthernet1
       ip address 10.0.0.%d 255.255.255.0
       no shutdown
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private List<String> check(String left, String right) throws IOException {
    estate(left, right);
    Run run = Run.towpath("check", folder.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return run.out().lines().filter(line -> line.matches("TP540[123] .*")).toList();
  }

  private void estate(String left, String right) throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.writeString(folder.resolve("configs/r1.cfg"), LINK.formatted("r1", 1) + left);
    Files.writeString(folder.resolve("configs/r2.cfg"), LINK.formatted("r2", 2) + right);
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices: [{folder: configs, dialect: ios-xe}]
        cables: [{from: r1:GigabitEthernet1, to: r2:GigabitEthernet1}]
        """);
  }

  private static String bgp(int asn, String neighbour, int remote, String more) {
    return "router bgp %d\n neighbor %s remote-as %d\n%s".formatted(asn, neighbour, remote, more);
  }

  @Test
  void aSessionBetweenTwoAsnsThatDisagreeIsOneWarning() throws IOException {
    List<String> findings =
        check(bgp(65001, "10.0.0.2", 65009, ""), bgp(65002, "10.0.0.1", 65001, ""));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst())
        .startsWith("TP5401 warning: BGP session r1 10.0.0.1 – r2 10.0.0.2 is not established:")
        .contains("r1 expects AS 65009, the peer is AS 65002")
        .endsWith("configs/r1.cfg:6)");
  }

  @Test
  void aSessionThatIsEstablishedIsNotTold() throws IOException {
    assertThat(check(bgp(65001, "10.0.0.2", 65002, ""), bgp(65002, "10.0.0.1", 65001, "")))
        .isEmpty();
  }

  @Test
  void aNeighbourThatNobodyIsHasAWarning() throws IOException {
    List<String> findings = check(bgp(65001, "10.0.0.77", 65009, ""), "");

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst())
        .startsWith("TP5401 warning: BGP session r1 – 10.0.0.77 is not established")
        .contains("nobody owns 10.0.0.77", "configs/r1.cfg:6");
  }

  @Test
  void aSessionThatSomebodyShutIsARemark() throws IOException {
    List<String> findings =
        check(
            bgp(65001, "10.0.0.2", 65002, " neighbor 10.0.0.2 shutdown\n"),
            bgp(65002, "10.0.0.1", 65001, ""));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst()).startsWith("TP5401 info:").contains("shut down at r1");
  }

  @Test
  void aSessionOverAnInterfaceThatSomebodyShutIsARemark() throws IOException {
    List<String> findings =
        check(
            "interface GigabitEthernet1\n shutdown\n" + bgp(65001, "10.0.0.2", 65002, ""),
            bgp(65002, "10.0.0.1", 65001, ""));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst()).startsWith("TP5401 info:");
  }

  @Test
  void twoEndsThatCallEachOtherInVainAreToldOnce() throws IOException {
    String loopback = "interface Loopback0\n ip address 10.9.9.%d 255.255.255.255\n";
    List<String> findings =
        check(
            loopback.formatted(1) + bgp(65001, "10.9.9.2", 65002, ""),
            loopback.formatted(2) + bgp(65002, "10.9.9.1", 65001, ""));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst()).startsWith("TP5401 warning:");
  }

  @Test
  void ospfNeighboursThatDisagreeAreOneWarning() throws IOException {
    String ospf = "router ospf 1\n network 10.0.0.0 0.0.0.255 area %d\n";
    List<String> findings = check(ospf.formatted(0), ospf.formatted(1));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst())
        .startsWith(
            "TP5403 warning: OSPF adjacency r1:GigabitEthernet1 – r2:GigabitEthernet1 is down:"
                + " area mismatch: 0 and 1.")
        .contains("configs/r1.cfg:");
  }

  @Test
  void twoPassiveInterfacesWereNeverMeantToBeNeighbours() throws IOException {
    String passive =
        "router ospf 1\n passive-interface default\n network 10.0.0.0 0.0.0.255 area 0\n";
    String active = "router ospf 1\n network 10.0.0.0 0.0.0.255 area 0\n";

    assertThat(check(passive, passive)).isEmpty();
    assertThat(check(passive, active)).hasSize(1).first().asString().contains("passive at r1");
  }

  @Test
  void aTunnelThatNobodyAnswersIsAWarning() throws IOException {
    String tunnel =
        """
        interface Tunnel1
         ip address 172.16.0.1 255.255.255.252
         tunnel source GigabitEthernet1
         tunnel destination %s
        %s\
        """;

    List<String> findings = check(tunnel.formatted("10.0.0.99", ""), "");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst())
        .startsWith("TP5402 warning: Tunnel r1:Tunnel1 is down: no tunnel end answers at 10.0.0.99")
        .contains("configs/r1.cfg:5");

    assertThat(check(tunnel.formatted("10.0.0.99", " shutdown\n"), ""))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("TP5402 info:");
  }

  @Test
  void theBgpTableOfASessionThatIsDownSaysWhy() throws IOException {
    estate(bgp(65001, "10.0.0.2", 65009, ""), bgp(65002, "10.0.0.1", 65001, ""));

    Run text = Run.towpath("bgp", folder.toString(), "r1", "--peer", "10.0.0.2");
    assertThat(text.code()).isZero();
    assertThat(text.err())
        .isEqualToIgnoringNewLines(
            "session not established: r1 to 10.0.0.2: ASN mismatch: r1 expects AS 65009,"
                + " the peer is AS 65002.");

    Run json = Run.towpath("bgp", folder.toString(), "r1", "--peer", "r2", "-o", "json");
    assertThat(json.out()).contains("\"session\"", "\"notEstablished\"", "r1 expects AS 65009");
  }
}
