package io.towpath.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Lines as {@code ip -ts monitor link route nexthop} of iproute2 6.1 prints them. */
class KernelLineTest {
  private static final Instant AT = Instant.parse("2026-11-29T06:56:53.666072Z");

  /** A line without its stamp, and what it tells. */
  record Line(String text, ChangeKind kind) {}

  static final List<Line> LINES =
      List.of(
          new Line("9.9.9.0/24 via 10.0.5.1 dev eth1", ChangeKind.KERNEL_TABLE),
          new Line("Deleted 9.9.9.0/24 via 10.0.5.1 dev eth1", ChangeKind.KERNEL_TABLE),
          new Line(
              "10.2.0.0/24 nhid 6 via 10.0.1.0 dev eth0 proto bgp metric 20",
              ChangeKind.KERNEL_TABLE),
          new Line("id 13 dev eth1 scope host proto zebra", ChangeKind.KERNEL_TABLE),
          new Line("blackhole default table 101", ChangeKind.KERNEL_TABLE),
          new Line(
              "3: eth1@if2: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN",
              ChangeKind.LINK),
          new Line("Deleted 4: tun1: <POINTOPOINT> mtu 1400 state DOWN", ChangeKind.LINK));

  @ParameterizedTest
  @FieldSource("LINES")
  void lineTellsOfALinkOrATable(Line line) {
    assertThat(KernelLine.parse("[2026-11-29T06:56:53.666072] " + line.text() + " "))
        .isEqualTo(new KernelLine(AT, line.kind(), line.text()));
  }

  static final List<String> NOTHING =
      List.of(
          "    link/ether 1a:1d:ae:b7:61:94 brd ff:ff:ff:ff:ff:ff link-netns pe1",
          "[2026-11-29T06:56:53.666072] local 10.0.5.0 dev eth1 table local proto kernel",
          "");

  @ParameterizedTest
  @FieldSource("NOTHING")
  void whatForwardsNothingIsLeftOut(String line) {
    assertThat(KernelLine.parse(line)).isNull();
  }
}
