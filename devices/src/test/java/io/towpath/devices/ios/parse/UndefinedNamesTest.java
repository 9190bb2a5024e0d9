package io.towpath.devices.ios.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.IosConfig;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A name that is used and not defined is a warning that says what IOS-XE does then. */
class UndefinedNamesTest {

  record Row(String code, String then, String text) {
    @Override
    public String toString() {
      return code + " " + then;
    }
  }

  static final List<Row> rows =
      List.of(
          new Row(
              "TP3010",
              "leaves the interface in the global table",
              "interface Loopback0\n vrf forwarding NOPE"),
          new Row(
              "TP3010",
              "sends the tunnel's packets by the global table",
              "interface Tunnel0\n tunnel vrf NOPE"),
          new Row(
              "TP3010",
              "refuses the address family",
              "router bgp 1\n address-family ipv4 vrf NOPE"),
          new Row("TP3010", "refuses the route", "ip route vrf NOPE 10.0.0.0 255.0.0.0 Null0"),
          new Row("TP3010", "refuses the whole process", "router ospf 1 vrf NOPE"),
          new Row(
              "TP3010",
              "refuses the line that names it",
              "crypto ikev2 policy P\n match fvrf NOPE"),
          new Row(
              "TP3010",
              "refuses the line that names it",
              "crypto ikev2 profile P\n match fvrf NOPE"),
          new Row("TP3010", "refuses the line that names it", "crypto ikev2 profile P\n ivrf NOPE"),
          new Row(
              "TP3011", "accepts no route", "router bgp 1\n neighbor 10.0.0.1 route-map NOPE in"),
          new Row(
              "TP3011",
              "advertises no route",
              "router bgp 1\n neighbor 10.0.0.1 route-map NOPE out"),
          new Row(
              "TP3011",
              "originates no default route",
              "router bgp 1\n neighbor 10.0.0.1 default-originate route-map NOPE"),
          new Row("TP3011", "originates nothing", "router bgp 1\n network 10.0.0.0 route-map NOPE"),
          new Row(
              "TP3011", "takes no route in", "router bgp 1\n redistribute static route-map NOPE"),
          new Row(
              "TP3011",
              "takes no route in",
              "router ospf 1\n redistribute connected subnets route-map NOPE metric 5"),
          new Row(
              "TP3011",
              "originates no default route",
              "router ospf 1\n default-information originate route-map NOPE"),
          new Row(
              "TP3011",
              "leaves the attributes as they are",
              "router bgp 1\n aggregate-address 10.0.0.0 255.0.0.0 attribute-map NOPE"),
          new Row(
              "TP3012",
              "permits every route",
              "router bgp 1\n neighbor 10.0.0.1 prefix-list NOPE in"),
          new Row(
              "TP3012",
              "matches every route",
              "route-map M permit 10\n match ip address prefix-list NOPE"),
          new Row(
              "TP3012",
              "matches every next hop",
              "route-map M permit 10\n match ip next-hop prefix-list NOPE"),
          new Row("TP3013", "matches no route", "route-map M permit 10\n match as-path 7"),
          new Row(
              "TP3013",
              "permits every route",
              "router bgp 1\n neighbor 10.0.0.1 filter-list 7 out"),
          new Row("TP3014", "matches no route", "route-map M permit 10\n match community NOPE"),
          new Row("TP3014", "deletes nothing", "route-map M permit 10\n set comm-list NOPE delete"),
          new Row(
              "TP3015", "permits every packet", "interface Loopback0\n ip access-group NOPE in"),
          new Row("TP3015", "matches every route", "route-map M permit 10\n match ip address NOPE"),
          new Row(
              "TP3015",
              "permits every route",
              "router bgp 1\n neighbor 10.0.0.1 distribute-list 7 in"),
          new Row(
              "TP3015",
              "translates nothing",
              "interface Loopback0\nip nat inside source list NOPE interface Loopback0 overload"),
          new Row(
              "TP3016",
              "keeps the tunnel down",
              "interface Tunnel0\n tunnel protection ipsec profile NOPE"),
          new Row("TP3016", "does not offer it", "crypto ipsec profile P\n set transform-set NOPE"),
          new Row(
              "TP3016",
              "keeps the tunnels of the IPsec profile down",
              "crypto ipsec profile P\n set ikev2-profile NOPE"),
          new Row("TP3016", "does not offer it", "crypto ikev2 policy P\n proposal NOPE"),
          new Row("TP3016", "authenticates no peer", "crypto ikev2 profile P\n keyring local NOPE"),
          new Row("TP3017", "keeps the tunnel down", "interface Tunnel0\n tunnel source Loopback9"),
          new Row("TP3017", "refuses the route", "ip route 10.0.0.0 255.0.0.0 Tunnel9"),
          new Row(
              "TP3017",
              "cannot open the session",
              "router bgp 1\n neighbor 10.0.0.1 update-source Loopback9"),
          new Row("TP3017", "without an address", "interface Tunnel0\n ip unnumbered Loopback9"),
          new Row(
              "TP3017", "takes the object as down", "track 1 interface Loopback9 line-protocol"),
          new Row("TP3018", "refuses the line", "router bgp 1\n neighbor 10.0.0.1 peer-group NOPE"),
          new Row(
              "TP3018",
              "inherits nothing",
              "router bgp 1\n neighbor 10.0.0.1 inherit peer-session NOPE"),
          new Row(
              "TP3018",
              "inherits nothing",
              "router bgp 1\n neighbor 10.0.0.1 inherit peer-policy NOPE"),
          new Row(
              "TP3019", "does not install the route", "ip route 10.0.0.0 255.0.0.0 Null0 track 7"),
          new Row(
              "TP3019",
              "translates nothing",
              "access-list 1 permit any\nip nat inside source list 1 pool NOPE"),
          new Row(
              "TP3019",
              "takes the object as up",
              "interface Vlan1\n standby 1 track 7 decrement 5"));

  @ParameterizedTest
  @FieldSource("rows")
  void undefinedNameIsAWarning(Row row) {
    IosConfig config = IosXeParser.parse("r.cfg", row.text + "\n");
    assertThat(config.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(row.code);
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message())
                  .contains("is not defined; IOS-XE then")
                  .contains(row.then);
              assertThat(finding.fix()).startsWith("Define the ");
              assertThat(finding.origin().line())
                  .isEqualTo(lineOf(row.text, row.text.contains("NOPE") ? "NOPE" : "7", "9"));
            });
  }

  private static int lineOf(String text, String name, String otherwise) {
    String[] lines = text.split("\n");
    for (int i = lines.length - 1; i >= 0; i--) {
      if (lines[i].contains(name) || lines[i].contains(otherwise)) {
        return i + 1;
      }
    }
    throw new AssertionError(text);
  }

  @Test
  void everyUseIsReported() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            router bgp 1
             neighbor 10.0.0.1 route-map NOPE in
             neighbor 10.0.0.2 route-map NOPE in
            """);
    assertThat(config.findings()).extracting(f -> f.origin().line()).containsExactly(2, 3);
  }

  @Test
  void definitionAfterUseCounts() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            router bgp 1
             neighbor 10.0.0.1 route-map LATER in
            route-map LATER permit 10
             match as-path 1
            ip as-path access-list 1 permit ^$
            """);
    assertThat(config.findings()).isEmpty();
  }

  @Test
  void findingNamesTheVrfOrInterfaceThatItCouldChange() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            hostname r1
            vrf definition A
            interface Loopback0
             ip access-group NOPE in
            router bgp 1
             address-family ipv4 vrf A
              neighbor 10.0.0.1 route-map NOPE in
            """);
    assertThat(config.findings())
        .extracting(Finding::affects)
        .containsExactly(List.of("r1:Loopback0"), List.of("r1/A"));
  }

  @Test
  void placeholderForTheRouterIdIsAWarning() {
    IosConfig config = IosXeParser.parse("r.cfg", "router bgp 1\n bgp router-id <redacted>\n");
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("TP3020");
              assertThat(f.severity()).isEqualTo(Severity.WARNING);
              assertThat(f.message()).contains("<redacted>").contains("highest loopback address");
            });
  }
}
