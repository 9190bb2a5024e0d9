package io.towpath.routing.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.NatRule;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.Crypto;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import io.towpath.network.TunnelEnd.Kind;
import io.towpath.network.TunnelEnd.Selector;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TunnelTableTest {
  private static final Secret KEY = new Secret.Known("one");
  private static final IkeProposal AES = new IkeProposal("aes-cbc-256", "sha1", 2);
  private static final IkeProposal DES = new IkeProposal("3des", "sha1", 2);
  private static final IpsecProposal ESP = new IpsecProposal("aes-cbc-256", "sha1", 0);
  private static final IpsecProposal ESP_PFS = new IpsecProposal("aes-cbc-256", "sha1", 14);
  private static final Crypto CRYPTO =
      new Crypto(2, KEY, KEY, List.of(AES, DES), List.of(ESP), null, null);

  /** What a test changes of an end. */
  record End(
      Kind kind,
      @Nullable String remote,
      @Nullable Crypto crypto,
      List<Selector> selectors,
      boolean initiates,
      boolean responds,
      boolean enabled) {

    End crypto(UnaryOperator<Crypto> change) {
      return new End(
          kind,
          remote,
          crypto == null ? null : change.apply(crypto),
          selectors,
          initiates,
          responds,
          enabled);
    }

    End remote(@Nullable String value) {
      return new End(kind, value, crypto, selectors, initiates, responds, enabled);
    }

    End roles(boolean opens, boolean answers) {
      return new End(kind, remote, crypto, selectors, opens, answers, enabled);
    }
  }

  private static End end(String remote) {
    return new End(Kind.IPSEC, remote, CRYPTO, List.of(), true, true, true);
  }

  private static final End A = end("198.51.100.2");
  private static final End B = end("198.51.100.1");

  private static TunnelEnd config(End end, String local) {
    return new TunnelEnd(
        "t",
        "t",
        end.kind(),
        "Tunnel0",
        "default",
        IpAddress.parse(local),
        end.remote() == null ? null : IpAddress.parse(end.remote()),
        end.crypto(),
        end.selectors(),
        end.initiates(),
        end.responds(),
        end.enabled(),
        Timers.DPD,
        Origin.NONE);
  }

  private static TopologyBuilder net(End a, End b) {
    TopologyBuilder net = new TopologyBuilder();
    net.router("a").iface("wan", "198.51.100.1/24").iface("Tunnel0");
    net.router("b").iface("wan", "198.51.100.2/24").iface("Tunnel0");
    net.router("a").tunnel(config(a, "198.51.100.1"));
    net.router("b").tunnel(config(b, "198.51.100.2"));
    return net;
  }

  /** Two routers with a GRE tunnel between them. */
  static TopologyBuilder plainGre() {
    return net(
        new End(Kind.GRE, A.remote(), null, List.of(), true, true, true),
        new End(Kind.GRE, B.remote(), null, List.of(), true, true, true));
  }

  private static List<String> codes(TopologyBuilder net) {
    TunnelTable table = TunnelTable.of(Topology.of(net.build()));
    List<TunnelCause> causes =
        table.pairCount() == 0 ? table.unpaired(0) : table.pair(0).obstacles();
    return causes.stream().map(TunnelCause::code).toList();
  }

  /** One condition of R104. */
  record Case(String name, End a, End b, List<String> codes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Crypto with(Crypto c, List<IkeProposal> ike, List<IpsecProposal> ipsec) {
    return new Crypto(c.ikeVersion(), c.key(), c.expectedKey(), ike, ipsec, null, null);
  }

  private static Crypto keys(Crypto c, Secret own, Secret expected) {
    return new Crypto(c.ikeVersion(), own, expected, c.ike(), c.ipsec(), null, null);
  }

  private static Crypto identities(Crypto c, @Nullable String own, @Nullable String expected) {
    return new Crypto(c.ikeVersion(), c.key(), c.expectedKey(), c.ike(), c.ipsec(), own, expected);
  }

  private static final Secret OTHER = new Secret.Known("other");

  static final List<Case> conditions =
      List.of(
          new Case("all conditions hold", A, B, List.of()),
          new Case(
              "the key that b presents is not what a expects",
              A.crypto(c -> keys(c, KEY, OTHER)),
              B,
              List.of("preSharedKeyMismatch")),
          new Case(
              "the key that a presents is not what b expects",
              A.crypto(c -> keys(c, OTHER, KEY)),
              B,
              List.of("preSharedKeyMismatch")),
          new Case(
              "a key that is not printed agrees",
              A.crypto(c -> keys(c, new Secret.NotPrinted(), new Secret.NotPrinted())),
              B,
              List.of()),
          new Case(
              "IKEv1 against IKEv2",
              A.crypto(c -> new Crypto(1, KEY, KEY, c.ike(), c.ipsec(), null, null)),
              B,
              List.of("protocolMismatch")),
          new Case(
              "one common proposal is enough",
              A.crypto(c -> with(c, List.of(DES), c.ipsec())),
              B,
              List.of()),
          new Case(
              "no common phase 1 proposal",
              A.crypto(c -> with(c, List.of(AES), c.ipsec())),
              B.crypto(c -> with(c, List.of(DES), c.ipsec())),
              List.of("ikeProposalMismatch")),
          new Case(
              "no common phase 2 proposal",
              A.crypto(c -> with(c, c.ike(), List.of(ESP_PFS))),
              B,
              List.of("ipsecProposalMismatch")),
          new Case(
              "proposals that are not printed agree",
              A.crypto(c -> with(c, List.of(), List.of())),
              B,
              List.of()),
          new Case(
              "an expected identity that is presented",
              A.crypto(c -> identities(c, null, "b.example")),
              B.crypto(c -> identities(c, "b.example", null)),
              List.of()),
          new Case(
              "an address is the identity of an end without one",
              A.crypto(c -> identities(c, null, "198.51.100.2")),
              B,
              List.of()),
          new Case(
              "an unexpected identity",
              A.crypto(c -> identities(c, null, "b.example")),
              B,
              List.of("identityMismatch")),
          new Case(
              "R100 two responders",
              A.roles(false, true),
              B.roles(false, true),
              List.of("modeMismatch")),
          new Case(
              "R100 two initiators that do not answer",
              A.roles(true, false),
              B.roles(true, false),
              List.of("modeMismatch")),
          new Case("one opens, one answers", A.roles(true, false), B.roles(false, true), List.of()),
          new Case(
              "shut down",
              new End(Kind.IPSEC, A.remote(), CRYPTO, List.of(), true, true, false),
              B,
              List.of("disabled")),
          new Case(
              "GRE against IPsec",
              new End(Kind.GRE, A.remote(), null, List.of(), true, true, true),
              B,
              List.of("encapsulationMismatch")),
          new Case(
              "plain GRE",
              new End(Kind.GRE, A.remote(), null, List.of(), true, true, true),
              new End(Kind.GRE, B.remote(), null, List.of(), true, true, true),
              List.of()),
          new Case(
              "selectors that share nothing",
              new End(
                  Kind.IPSEC,
                  A.remote(),
                  CRYPTO,
                  selectors("10.1.0.0/16", "10.2.0.0/16"),
                  true,
                  true,
                  true),
              new End(
                  Kind.IPSEC,
                  B.remote(),
                  CRYPTO,
                  selectors("10.3.0.0/16", "10.1.0.0/16"),
                  true,
                  true,
                  true),
              List.of("selectorMismatch")),
          new Case(
              "mirrored selectors",
              new End(
                  Kind.IPSEC,
                  A.remote(),
                  CRYPTO,
                  selectors("10.1.0.0/16", "10.2.0.0/16"),
                  true,
                  true,
                  true),
              new End(
                  Kind.IPSEC,
                  B.remote(),
                  CRYPTO,
                  selectors("10.2.0.0/16", "10.1.0.0/16"),
                  true,
                  true,
                  true),
              List.of()),
          new Case("nobody at the remote address", A.remote("198.51.100.9"), B, List.of("noPeer")),
          new Case(
              "the peer calls somebody else",
              A,
              B.remote("198.51.100.9"),
              List.of("remoteAddressMismatch")),
          new Case("an end that takes anybody", A, B.remote(null), List.of()),
          new Case("two ends that take anybody", A.remote(null), B.remote(null), List.of("noPeer")),
          new Case(
              "an end that takes anybody cannot open",
              A.roles(false, true),
              B.remote(null),
              List.of("modeMismatch")));

  private static List<Selector> selectors(String local, String remote) {
    return List.of(new Selector(Prefix.parse(local), Prefix.parse(remote)));
  }

  @ParameterizedTest
  @FieldSource("conditions")
  void theConditionThatFailsIsNamed(Case tried) {
    assertThat(codes(net(tried.a(), tried.b()))).isEqualTo(tried.codes());
  }

  @Test
  void anEndBehindAStaticTranslationIsCalledByItsOutsideAddress() {
    TopologyBuilder net = net(A.remote("203.0.113.7"), B.remote("198.51.100.1"));
    net.router("nat")
        .nat(
            new NatRule.Static(
                "default",
                IpAddress.parse("198.51.100.2"),
                IpAddress.parse("203.0.113.7"),
                32,
                0,
                0,
                0,
                1,
                Origin.NONE));
    TunnelTable table = TunnelTable.of(Topology.of(net.build()));

    assertThat(table.pairCount()).isEqualTo(1);
    assertThat(table.pair(0).translated()).isTrue();
    assertThat(table.pair(0).obstacles()).isEmpty();
  }

  @Test
  void aTranslationToWhereNoTunnelEndsIsNamed() {
    TopologyBuilder net = net(A.remote("203.0.113.7"), B.remote("198.51.100.1"));
    net.router("nat")
        .nat(
            new NatRule.Static(
                "default",
                IpAddress.parse("198.51.100.9"),
                IpAddress.parse("203.0.113.7"),
                32,
                17,
                500,
                500,
                1,
                Origin.NONE));
    TunnelTable table = TunnelTable.of(Topology.of(net.build()));

    assertThat(table.pairCount()).isZero();
    assertThat(table.unpaired(0))
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.code()).isEqualTo("noPeer");
              assertThat(cause.text())
                  .isEqualTo("nat translates 203.0.113.7 to 198.51.100.9, where no tunnel ends");
            });
  }

  @Test
  void anEndBehindADynamicTranslationIsKnownByThePool() {
    TopologyBuilder net = net(A.remote("198.51.100.2"), B.remote("203.0.113.9"));
    net.router("nat")
        .iface("out", "203.0.113.9/24")
        .nat(
            new NatRule.Dynamic(
                "default",
                List.of(new AddressSet.Prefixes(List.of(Prefix.parse("198.51.100.1/32")))),
                null,
                List.of(),
                "out",
                List.of(),
                Origin.NONE));
    TunnelTable table = TunnelTable.of(Topology.of(net.build()));

    assertThat(table.pairCount()).isEqualTo(1);
    assertThat(table.pair(0).translated()).isTrue();
  }

  @Test
  void oneEndMayServeSeveral() {
    TopologyBuilder net = net(A, B.remote(null));
    net.router("c").iface("wan", "198.51.100.3/24").iface("Tunnel0");
    net.router("c").tunnel(config(A, "198.51.100.3"));
    TunnelTable table = TunnelTable.of(Topology.of(net.build()));

    assertThat(table.pairCount()).isEqualTo(2);
    assertThat(table.pairsOf(1)).containsExactly(0, 1);
  }
}
