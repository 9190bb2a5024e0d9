package io.towpath.devices.ios.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Blocks are found by the grammar of the mode, and a bad line costs itself only. */
class BlockGrammarTest {

  static final List<String> samples = SampleConfigurations.NAMES;

  @ParameterizedTest
  @FieldSource("samples")
  void samplesAreUnderstoodWhole(String name) {
    IosConfig config = IosXeParser.parse(name, SampleConfigurations.text(name));
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.findings()).allMatch(finding -> finding.code().equals("TP3022"));
  }

  @ParameterizedTest
  @FieldSource("samples")
  void indentationDoesNotMatter(String name) {
    String text = SampleConfigurations.text(name);
    String flat = text.replaceAll("(?m)^[ \t]+", "");
    assertThat(flat).isNotEqualTo(text);
    assertThat(IosXeParser.parse(name, flat)).isEqualTo(IosXeParser.parse(name, text));
  }

  @ParameterizedTest
  @FieldSource("samples")
  void separatorsDoNotMatter(String name) {
    String text = SampleConfigurations.text(name);
    // Other comments in their place, so that the lines keep their numbers.
    String without = text.replaceAll("(?m)^!$", " ! -----");
    assertThat(without).isNotEqualTo(text);
    assertThat(IosXeParser.parse(name, without)).isEqualTo(IosXeParser.parse(name, text));
  }

  @ParameterizedTest
  @FieldSource("samples")
  void badLineAtColumnOneNeverSwallowsWhatFollows(String name) {
    List<String> lines = spaced(name);
    IosConfig whole = IosXeParser.parse(name, String.join("\n", lines));
    for (int i = 1; i < lines.size(); i += 2) {
      List<String> damaged = new ArrayList<>(lines);
      damaged.set(i, "xyzzy plugh 10.0.0.1 permit");
      IosConfig config = IosXeParser.parse(name, String.join("\n", damaged));
      assertThat(withoutRemarks(config)).as("bad line %d", i + 1).isEqualTo(withoutRemarks(whole));
      assertThat(config.unsupportedLines())
          .extracting(UnsupportedLine::line)
          .as("bad line %d", i + 1)
          .containsExactly(i + 1);
    }
  }

  @ParameterizedTest
  @FieldSource("samples")
  void badLineInsideABlockNeverSwallowsWhatFollows(String name) {
    List<String> lines = spaced(name);
    IosConfig whole = IosXeParser.parse(name, String.join("\n", lines));
    for (int i = 1; i < lines.size(); i += 2) {
      List<String> damaged = new ArrayList<>(lines);
      damaged.set(i, "  xyzzy plugh 10.0.0.1 permit");
      IosConfig config = IosXeParser.parse(name, String.join("\n", damaged));
      assertThat(withoutRemarks(config)).as("bad line %d", i + 1).isEqualTo(withoutRemarks(whole));
    }
  }

  /** The lines with a place for another after each of them. */
  private static List<String> spaced(String name) {
    List<String> lines = new ArrayList<>();
    for (String line : SampleConfigurations.text(name).split("\n")) {
      lines.add(line);
      lines.add(" !");
    }
    return lines;
  }

  private static IosConfig withoutRemarks(IosConfig config) {
    return new IosConfig(
        config.file(),
        config.hostname(),
        config.routing(),
        config.vrfs(),
        config.interfaces(),
        config.staticRoutes(),
        config.ospf(),
        config.bgp(),
        config.policies(),
        config.crypto(),
        config.nat(),
        config.tracks(),
        config.vlans(),
        List.of(),
        List.of());
  }

  @Test
  void unsupportedLineNamesFileLineTextAndElement() {
    IosConfig config =
        IosXeParser.parse(
            "configs/r1.cfg",
            """
            hostname r1
            ip vrf A
             rd 1:1
             import map X
            interface GigabitEthernet0/0/1
             ip policy route-map Y
             ip address 10.0.0.1 255.0.255.0
            router bgp 65000
             address-family ipv4 vrf A
              neighbor 10.0.0.2 unsuppress-map Z
             address-family vpnv4
              neighbor 10.0.0.2 activate
            mpls ldp router-id Loopback0
            """);
    assertThat(config.unsupported())
        .extracting(u -> u.origin() + " " + u.text() + " " + u.affects())
        .containsExactly(
            "configs/r1.cfg:4 import map X [r1/A]",
            "configs/r1.cfg:6 ip policy route-map Y [r1:GigabitEthernet0/0/1]",
            "configs/r1.cfg:7 ip address 10.0.0.1 255.0.255.0 [r1:GigabitEthernet0/0/1]",
            "configs/r1.cfg:10 neighbor 10.0.0.2 unsuppress-map Z [r1/A]",
            "configs/r1.cfg:11 address-family vpnv4 [r1]",
            "configs/r1.cfg:12 neighbor 10.0.0.2 activate [r1]",
            "configs/r1.cfg:13 mpls ldp router-id Loopback0 [r1]");
  }

  @Test
  void elementsCanBeNamedAsTheEstateNamesTheRouter() {
    IosConfig config = IosXeParser.parse("dir/box.cfg", "frobnicate\n");
    assertThat(config.unsupported()).flatExtracting(Unsupported::affects).containsExactly("box");
    assertThat(config.unsupported("ce1"))
        .flatExtracting(Unsupported::affects)
        .containsExactly("ce1");
  }

  @Test
  void bodyOfAMisspeltHeaderDoesNotChangeTheBlockBefore() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            interface GigabitEthernet1
             ip address 10.0.0.1 255.255.255.0
            !
            interfce GigabitEthernet2
             ip address 10.0.2.1 255.255.255.0
             shutdown
            !
            interface GigabitEthernet3
             ip address 10.0.3.1 255.255.255.0
            """);
    assertThat(statements(config, "GigabitEthernet1")).hasSize(1);
    assertThat(statements(config, "GigabitEthernet3")).hasSize(1);
    assertThat(config.unsupportedLines())
        .extracting(UnsupportedLine::line)
        .containsExactly(4, 5, 6);
  }

  @Test
  void exitLeavesOneBlockAndEndAll() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            router bgp 65000
             address-family ipv4 vrf A
              network 10.1.0.0 mask 255.255.0.0
             exit
             network 10.2.0.0 mask 255.255.0.0
            interface Loopback0
             ip address 10.0.0.1 255.255.255.255
            end
            shutdown
            """);
    BgpProcess bgp = Objects.requireNonNull(config.bgp());
    assertThat(bgp.process().statements()).hasSize(1);
    assertThat(bgp.families().getFirst().section().statements()).hasSize(1);
    // "end" left the interface, so the last line belongs to nothing.
    assertThat(statements(config, "Loopback0")).hasSize(1);
    assertThat(config.unsupportedLines()).extracting(UnsupportedLine::line).containsExactly(9);
  }

  @Test
  void globalLineEndsABlockWithoutSeparator() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            interface Loopback0
             ip address 10.0.0.1 255.255.255.255
             ip route 10.9.0.0 255.255.0.0 Null0
             router ospf 1
              network 10.0.0.0 0.255.255.255 area 0
            """);
    assertThat(config.staticRoutes()).hasSize(1);
    assertThat(config.ospf().getFirst().statements()).hasSize(1);
    assertThat(config.unsupportedLines()).isEmpty();
  }

  @Test
  void bannerTextIsNotConfiguration() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            banner motd ^C
            interface Loopback9
             shutdown
            ^C
            banner login #one line#
            banner exec %
             keep out % really
            interface Loopback0
             ip address 10.0.0.1 255.255.255.255
            """);
    assertThat(config.interfaces()).containsOnlyKeys("Loopback0");
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.interfaces().get("Loopback0")).extracting("line").isEqualTo(8);
  }

  @Test
  void bannerWithoutEndIsOneBadLine() {
    IosConfig config =
        IosXeParser.parse("r.cfg", "banner motd ^C\nhello\nhostname r1\ninterface Loopback0\n");
    assertThat(config.hostname()).isEqualTo("r1");
    assertThat(config.interfaces()).containsOnlyKeys("Loopback0");
    assertThat(config.unsupportedLines()).extracting(UnsupportedLine::line).containsExactly(1, 2);
  }

  @Test
  void certificatesAreSkippedWithoutIndentation() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            crypto pki trustpoint TP-self-signed-1
            enrollment selfsigned
            revocation-check none
            crypto pki certificate chain TP-self-signed-1
            certificate self-signed 01
            30820330 30820218 A0030201 02020101 300D0609 2A864886
            2E312C30
            quit
            hostname r1
            """);
    assertThat(config.hostname()).isEqualTo("r1");
    assertThat(config.unsupportedLines()).isEmpty();
  }

  @Test
  void sameInterfaceTwiceIsOneInterface() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            interface GigabitEthernet0/0/1
             description one
            interface Gi0/0/1
             shutdown
            interface gigabitethernet 0/0/1
             mtu 9000
            """);
    assertThat(config.interfaces()).containsOnlyKeys("GigabitEthernet0/0/1");
    assertThat(statements(config, "GigabitEthernet0/0/1")).hasSize(3);
  }

  private static List<InterfaceStatement> statements(IosConfig config, String name) {
    return Objects.requireNonNull(config.interfaces().get(name), name).statements();
  }
}
