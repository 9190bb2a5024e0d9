package io.towpath.lab.ike;

import static io.towpath.lab.ike.TunnelEnds.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Command;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pairs of daemons, for each condition of R104 that the network model knows. */
@Tag("lab")
class TunnelDaemonTest {
  private static final String A = "198.51.100.1";
  private static final String B = "203.0.113.1";
  private static final Duration SOON = Duration.ofSeconds(15);

  private TunnelBed bed;

  @BeforeEach
  void open() throws IOException {
    bed = TunnelBed.open();
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  private static TunnelEnds a() {
    return end("ta", A, B);
  }

  private static TunnelEnds b() {
    return end("tb", B, A);
  }

  /** gwa – isp – gwb, both underlays with their address on the loopback. */
  private void pair(TunnelEnds a, TunnelEnds b) throws IOException {
    bed.gateway("gwa", a.build()).gateway("gwb", b.build()).build();
    connect();
    bed.ip("gwa", "address add 10.1.0.1/32 dev lo");
    bed.ip("gwb", "address add 10.2.0.1/32 dev lo");
  }

  private void connect() {
    bed.cable("gwa.front", "192.0.2.1/30", "isp", "192.0.2.2/30");
    bed.cable("isp", "192.0.2.5/30", "gwb.front", "192.0.2.6/30");
    bed.ip("gwa.front", "route add default via 192.0.2.2");
    bed.ip("gwb.front", "route add default via 192.0.2.5");
    bed.ip("isp", "route add " + A + " via 192.0.2.1", "route add " + B + " via 192.0.2.6");
  }

  private void route(String space, String iface, String target) {
    bed.ip(space, "route replace " + target + "/32 dev " + iface);
  }

  /** Starts both ends and waits until the daemons say why they do not agree. */
  private String cause() {
    TunnelDaemon b = bed.start("gwb.tb");
    TunnelDaemon a = bed.start("gwa.ta");
    long until = System.nanoTime() + SOON.toNanos();
    while (a.status().cause().isEmpty()) {
      assertThat(a.awaitUp(true, Duration.ofMillis(50))).isFalse();
      assertThat(System.nanoTime()).as("the daemons say nothing").isLessThan(until);
    }
    assertThat(b.status().isConnected()).isFalse();
    return TunnelDiagnosis.of(a.status(), b.status()).cause();
  }

  @Test
  void aPairThatAgreesComesUpAndCarriesPackets() throws IOException {
    pair(a(), b().onlyResponds());
    TunnelDaemon b = bed.start("gwb.tb");
    assertThat(linkIsUp("gwb", "tb")).isFalse();
    TunnelDaemon a = bed.start("gwa.ta");

    assertThat(a.awaitUp(true, SOON)).isTrue();
    assertThat(b.awaitUp(true, SOON)).isTrue();
    route("gwa", "ta", "10.2.0.1");
    route("gwb", "tb", "10.1.0.1");
    assertThat(bed.pings("gwa", "10.1.0.1", "10.2.0.1")).isTrue();
    assertThat(a.status().ike())
        .isEqualTo("AES_CBC-256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048");
    assertThat(a.status().esp()).isEqualTo("AES_CBC-256/HMAC_SHA2_256_128");
    assertThat(a.status().bytesOut()).isPositive();
    assertThat(a.status().meets(b.status())).isTrue();
    assertThat(linkIsUp("gwa", "ta")).isTrue();
  }

  private boolean linkIsUp(String space, String iface) {
    return Command.of("ip", "-br", "link", "show", "dev", iface)
        .in(bed.netns(space))
        .run()
        .out()
        .contains("LOWER_UP");
  }

  @Test
  void bothEndsMayOpenAtOnce() throws IOException {
    pair(a(), b());
    TunnelDaemon a = bed.start("gwa.ta");
    TunnelDaemon b = bed.start("gwb.tb");

    assertThat(a.awaitUp(true, SOON)).isTrue();
    assertThat(b.awaitUp(true, SOON)).isTrue();
  }

  @Test
  void aWrongKeyKeepsItDown() throws IOException {
    pair(a(), b().key("another").onlyResponds());

    assertThat(cause()).isEqualTo("preSharedKeyMismatch");
  }

  @Test
  void phaseOneWithoutCommonProposalKeepsItDown() throws IOException {
    pair(a(), b().ike(new IkeProposal("aes-cbc-128", "sha1", 2)).onlyResponds());

    assertThat(cause()).isEqualTo("ikeProposalMismatch");
  }

  @Test
  void phaseTwoWithoutCommonProposalKeepsItDown() throws IOException {
    pair(a(), b().esp(new IpsecProposal("aes-cbc-128", "sha1", 0)).onlyResponds());

    assertThat(cause()).isEqualTo("ipsecProposalMismatch");
  }

  @Test
  void selectorsThatShareNothingKeepItDown() throws IOException {
    pair(
        a().selector("10.1.0.0/24", "10.2.0.0/24"),
        b().selector("10.3.0.0/24", "10.4.0.0/24").onlyResponds());

    assertThat(cause()).isEqualTo("selectorMismatch");
  }

  @Test
  void anUnexpectedIdentityKeepsItDown() throws IOException {
    pair(a().identities("a.example", null), b().identities(null, "c.example").onlyResponds());

    assertThat(cause()).isEqualTo("identityMismatch");
  }

  @Test
  void versionOneMeetsVersionOneOnly() throws IOException {
    pair(a().version(1), b().onlyResponds());

    assertThat(cause()).isEqualTo("protocolMismatch");
  }

  @Test
  void versionOneComesUpToo() throws IOException {
    pair(a().version(1), b().version(1).onlyResponds());
    TunnelDaemon b = bed.start("gwb.tb");
    bed.start("gwa.ta");

    assertThat(b.awaitUp(true, SOON)).isTrue();
  }

  @Test
  void noEndThatAnswersKeepsItDown() throws IOException {
    pair(a().onlyInitiates().dpd(6, 1, 1), b().onlyInitiates().dpd(6, 1, 1));

    assertThat(cause()).isEqualTo("underlayUnreachable");
  }

  @Test
  void silenceTakesItDownAfterTheTimersAndItComesBack() throws IOException {
    pair(a().dpd(6, 1, 1), b().onlyResponds().dpd(6, 1, 1));
    TunnelDaemon b = bed.start("gwb.tb");
    TunnelDaemon a = bed.start("gwa.ta");
    assertThat(a.awaitUp(true, SOON)).isTrue();

    Command.nft(bed.netns("isp"), SILENCE).run();
    long cut = System.nanoTime();
    assertThat(a.awaitUp(false, SOON)).isTrue();
    Duration detection = Duration.ofNanos(System.nanoTime() - cut);
    assertThat(b.awaitUp(false, SOON)).isTrue();
    assertThat(linkIsUp("gwa", "ta")).isFalse();
    bed.run("isp", "nft", "flush", "ruleset");

    assertThat(detection).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(a.awaitUp(true, SOON)).isTrue();
    assertThat(b.awaitUp(true, SOON)).isTrue();
  }

  private static final String SILENCE =
      """
      table inet silence {
       chain forward {
        type filter hook forward priority 0; policy drop;
       }
      }
      """;

  @Test
  void aHeldTunnelIsDownAtBothEndsUntilItIsReleased() throws IOException {
    pair(a().dpd(6, 1, 1), b().dpd(6, 1, 1));
    TunnelDaemon a = bed.start("gwa.ta");
    TunnelDaemon b = bed.start("gwb.tb");
    assertThat(a.awaitUp(true, SOON)).isTrue();
    assertThat(b.awaitUp(true, SOON)).isTrue();

    a.hold();
    assertThat(b.awaitUp(false, SOON)).isTrue();
    assertThat(b.awaitUp(true, Duration.ofSeconds(2))).isFalse();
    assertThat(a.status().state()).isEqualTo(TunnelStatus.State.HELD);
    a.release();

    assertThat(a.awaitUp(true, SOON)).isTrue();
    assertThat(b.awaitUp(true, SOON)).isTrue();
  }

  @Test
  void aResponderBehindStaticNatIsCalledByItsTranslatedAddress() throws IOException {
    bed.gateway("gwa", end("ta", A, "192.0.2.100").identities(null, "192.0.2.100").build())
        .gateway("gwb", b().identities("192.0.2.100", null).onlyResponds().build())
        .build();
    connect();
    Command.nft(
            bed.netns("isp"),
            """
            table ip nat {
             chain pre {
              type nat hook prerouting priority dstnat; policy accept;
              ip daddr 192.0.2.100 dnat to 203.0.113.1
             }
             chain post {
              type nat hook postrouting priority srcnat; policy accept;
              ip saddr 203.0.113.1 snat to 192.0.2.100
             }
            }
            """)
        .run();
    TunnelDaemon b = bed.start("gwb.tb");
    bed.start("gwa.ta");

    assertThat(b.awaitUp(true, SOON)).isTrue();
    bed.ip("gwa", "address add 10.1.0.1/32 dev lo", "route replace 10.2.0.1/32 dev ta");
    bed.ip("gwb", "address add 10.2.0.1/32 dev lo", "route replace 10.1.0.1/32 dev tb");
    assertThat(bed.pings("gwa", "10.1.0.1", "10.2.0.1")).isTrue();
  }

  @Test
  void twoTunnelsOfOneAddressWithEqualSelectorsAreKeptApart() throws IOException {
    bed.gateway("gwa", a().build(), end("tc", A, "203.0.113.2").build())
        .gateway("gwb", b().build(), end("td", "203.0.113.2", A).build())
        .build();
    connect();
    bed.ip("isp", "route add 203.0.113.2 via 192.0.2.6");
    bed.ip("gwa", "address add 10.1.0.1/32 dev lo");
    bed.ip("gwb", "address add 10.2.0.1/32 dev lo", "address add 10.2.0.2/32 dev lo");
    for (String name : new String[] {"gwa.ta", "gwa.tc", "gwb.tb", "gwb.td"}) {
      bed.start(name);
    }
    for (String[] way : new String[][] {{"gwa", "ta"}, {"gwa", "tc"}, {"gwb", "tb"}}) {
      awaitLink(way[0], way[1]);
    }
    awaitLink("gwb", "td");
    route("gwa", "ta", "10.2.0.1");
    route("gwa", "tc", "10.2.0.2");
    bed.ip("gwb", "route replace 10.1.0.1/32 dev tb");
    assertThat(bed.pings("gwa", "10.1.0.1", "10.2.0.1")).isTrue();
    bed.ip("gwb", "route replace 10.1.0.1/32 dev td");
    assertThat(bed.pings("gwa", "10.1.0.1", "10.2.0.2")).isTrue();
  }

  private void awaitLink(String space, String iface) {
    long until = System.nanoTime() + SOON.toNanos();
    while (!linkIsUp(space, iface)) {
      assertThat(System.nanoTime()).as(iface + " of " + space + " stays down").isLessThan(until);
    }
  }
}
