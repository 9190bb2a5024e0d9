package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StaticRouteConversionTest {

  private static final List<String> PREAMBLE =
      List.of(
          "ip vrf Tenant 1",
          "interface GigabitEthernet1",
          "interface Tunnel10",
          " tunnel source GigabitEthernet1",
          "track 1 interface GigabitEthernet1 line-protocol",
          "track 2 ip sla 1 reachability");

  record Row(String line, String vrf, NextHop nextHop, int distance) {
    @Override
    public String toString() {
      return line;
    }
  }

  private static NextHop.Via via(String address, @org.jspecify.annotations.Nullable String iface) {
    return new NextHop.Via(IpAddress.parse(address), iface, null);
  }

  static final List<Row> rows =
      List.of(
          new Row("10.1.2.3", "default", via("10.1.2.3", null), 1),
          new Row("GigabitEthernet1", "default", new NextHop.Attached("GigabitEthernet1", null), 1),
          new Row("Gi1 10.1.2.3 250", "default", via("10.1.2.3", "GigabitEthernet1"), 250),
          new Row("Null0", "default", new NextHop.Discard(false, null), 1),
          new Row("Tunnel10", "default", new NextHop.IntoTunnel("Tunnel10", null), 1),
          new Row("10.1.2.3 200 name some-name", "default", via("10.1.2.3", null), 200),
          new Row("10.1.2.3 name some-name 200", "default", via("10.1.2.3", null), 200));

  @ParameterizedTest
  @FieldSource("rows")
  void targets(Row row) {
    Converted r1 = with("ip route 10.9.0.0 255.255.0.0 " + row.line);
    Route route = r1.routes(row.vrf).getFirst();
    assertThat(route.prefix()).isEqualTo(Prefix.parse("10.9.0.0/16"));
    assertThat(route.nextHop()).isEqualTo(row.nextHop);
    assertThat(route.distance()).isEqualTo(row.distance);
    assertThat(route.routeClass()).isEqualTo(RouteClass.STATIC);
    assertThat(route.origin()).isEqualTo(Origin.line("r1.cfg", PREAMBLE.size() + 1));
  }

  @Test
  void vrfNameMayHoldBlanks() {
    Converted r1 = with("ip route vrf Tenant 1 10.9.0.0 255.255.0.0 Tunnel10 tag 7");
    assertThat(r1.routes("Tenant 1"))
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.nextHop()).isEqualTo(new NextHop.IntoTunnel("Tunnel10", null));
              assertThat(route.tag()).isEqualTo(7);
            });
    assertThat(r1.routes("default")).isEmpty();
  }

  @Test
  void trackedInterfaceMustBeUp() {
    Converted r1 = with("ip route 10.9.0.0 255.255.0.0 10.1.2.3 track 1");
    assertThat(r1.routes("default").getFirst().requiresUp()).isEqualTo("GigabitEthernet1");
  }

  @Test
  void otherTrackObjectsAreAssumedUpAndThatIsSaid() {
    Converted r1 = with("ip route 10.9.0.0 255.255.0.0 10.1.2.3 track 2");
    assertThat(r1.routes("default").getFirst().requiresUp()).isNull();
    assertThat(r1.fragment().findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP3022");
              assertThat(finding.message())
                  .contains("ip sla 1 reachability")
                  .contains("assumed up");
            });
  }

  static final List<String> refused =
      List.of(
          "ip route vrf NOPE 10.9.0.0 255.255.0.0 Null0",
          "ip route 10.9.0.0 255.255.0.0 Loopback77",
          "ip route 10.9.0.0 255.255.0.0 10.1.2.3 track 9",
          "ip route 10.9.0.0 255.255.0.0 10.1.2.3 255",
          "ip route 10.9.0.0 255.0.255.0 10.1.2.3",
          "ip route 10.9.0.0 255.255.0.0 dhcp",
          "ip route vrf Tenant 1 10.9.0.0 255.255.0.0 10.1.2.3 global");

  @ParameterizedTest
  @FieldSource("refused")
  void refusedOrNotModelledRoutesAreNotInstalled(String line) {
    Converted r1 = with(line);
    assertThat(r1.routes("default")).isEmpty();
    assertThat(r1.routes("Tenant 1")).isEmpty();
    boolean told =
        !r1.unsupported().isEmpty()
            || r1.fragment().findings().stream()
                .anyMatch(f -> f.message().contains("is not defined"));
    // A route of distance 255 is what was asked for: one that is never used.
    assertThat(told).isEqualTo(!line.endsWith(" 255"));
  }

  private static Converted with(String line) {
    List<String> lines = new java.util.ArrayList<>(PREAMBLE);
    lines.add(line);
    return Converted.of(lines.toArray(String[]::new));
  }
}
