package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TunnelsTest {
  private static final Secret UNPRINTED = new Secret.NotPrinted();
  private final List<Node> nodes = new ArrayList<>();

  /** An end, with what the tests vary. */
  private record End(String name, String local, @Nullable String remote, Secret key) {}

  private void node(String name, End... ends) {
    Node.Builder node = Node.named(name, NodeKind.GATEWAY, Origin.NONE);
    List<Interface> interfaces = new ArrayList<>();
    List<TunnelEnd> tunnels = new ArrayList<>();
    interfaces.add(
        Interface.named("public", "front", Origin.NONE)
            .addresses(List.of(InterfaceAddress.of(IpAddress.parse(ends[0].local), 32)))
            .build());
    for (End end : ends) {
      interfaces.add(
          Interface.named(end.name, Vrf.DEFAULT, Origin.NONE).link(LinkKind.TUNNEL).build());
      tunnels.add(tunnel(end));
    }
    nodes.add(
        node.vrfs(
                List.of(
                    Vrf.router(Vrf.DEFAULT, List.of(), Origin.NONE),
                    Vrf.router("front", List.of(), Origin.NONE)))
            .interfaces(interfaces)
            .tunnels(tunnels)
            .build());
  }

  private static TunnelEnd tunnel(End end) {
    return new TunnelEnd(
        end.name,
        end.name,
        TunnelEnd.Kind.IPSEC,
        end.name,
        "front",
        IpAddress.parse(end.local),
        end.remote == null ? null : IpAddress.parse(end.remote),
        new TunnelEnd.Crypto(
            2,
            end.key,
            end.key,
            List.of(
                new IkeProposal("aes-cbc-256", "sha1", 2),
                new IkeProposal("aes-gcm-256", "aes-gcm-256", 20)),
            List.of(new IpsecProposal("aes-gcm-256", "aes-gcm-256", 0)),
            null,
            null),
        List.of(new TunnelEnd.Selector(Prefix.parse("10.0.0.0/8"), Prefix.parse("172.16.0.0/12"))),
        true,
        true,
        true,
        Timers.DPD,
        Origin.NONE);
  }

  private LabPlan plan() {
    Fragment.Builder fragment = new Fragment.Builder();
    fragment.nodes.addAll(nodes);
    Network network = Network.of(fragment.build());
    return LabCompiler.compile(network, Features.LEAST);
  }

  private static String key(LabPlan plan, String tunnel) {
    for (Tunnel candidate : plan.tunnels()) {
      if (candidate.name().equals(tunnel)) {
        String text = candidate.swanctl();
        return text.substring(text.indexOf("secret = "));
      }
    }
    throw new AssertionError("no tunnel " + tunnel);
  }

  @Test
  void twoTunnelsOfOneAddressHaveACellEach() {
    node(
        "gw",
        new End("east", "20.0.0.1", "20.0.0.2", UNPRINTED),
        new End("west", "20.0.0.1", "20.0.0.3", UNPRINTED));

    LabPlan plan = plan();

    assertThat(plan.tunnels())
        .extracting(Tunnel::cell)
        .containsExactly("gw.front~ike1", "gw.front~ike2");
    assertThat(plan.space("gw.front").ip())
        .containsSequence(
            "rule add pref 100 lookup local",
            "rule del pref 0",
            "route add 20.0.0.1/32 dev ike1 table 2001",
            "rule add pref 10 from 20.0.0.2 to 20.0.0.1 ipproto udp dport 500 lookup 2001",
            "rule add pref 10 from 20.0.0.2 to 20.0.0.1 ipproto udp dport 4500 lookup 2001",
            "route add 20.0.0.1/32 dev ike2 table 2002",
            "rule add pref 10 from 20.0.0.3 to 20.0.0.1 ipproto udp dport 500 lookup 2002",
            "rule add pref 10 from 20.0.0.3 to 20.0.0.1 ipproto udp dport 4500 lookup 2002");
    assertThat(plan.wires())
        .hasSize(2)
        .allSatisfy(w -> assertThat(w.a().mac()).isEqualTo(w.b().mac()));
  }

  @Test
  void anEndOffersItsOwnProposalsAndSelectors() {
    node("gw", new End("east", "20.0.0.1", null, UNPRINTED));

    assertThat(plan().tunnels().getFirst().swanctl())
        .contains("proposals = aes256-sha1-modp1024,aes256gcm16-prfsha384-ecp384\n")
        .contains("esp_proposals = aes256gcm16\n")
        .contains("local_ts = 10.0.0.0/8\n")
        .contains("remote_ts = 172.16.0.0/12\n")
        .contains("remote_addrs = %any\n")
        .contains("dpd_delay = 15s\n");
    assertThat(plan().tunnels().getFirst().initiates()).isFalse();
    assertThat(plan().tunnels().getFirst().retransmissions()).isEqualTo(29);
  }

  @Test
  void aKeyThatIsNotPrintedBecomesThatOfThePeer() {
    node("a", new End("x", "20.0.0.1", "20.0.0.2", UNPRINTED));
    node("b", new End("y", "20.0.0.2", "20.0.0.1", new Secret.Known("s3cret")));

    assertThat(key(plan(), "a.x")).isEqualTo(key(plan(), "b.y"));
  }

  @Test
  void twoKeysThatAreNotPrintedAgree() {
    node("a", new End("x", "20.0.0.1", "20.0.0.2", UNPRINTED));
    node("b", new End("y", "20.0.0.2", "20.0.0.1", UNPRINTED));
    node("c", new End("z", "20.0.0.3", "20.0.0.4", UNPRINTED));

    assertThat(key(plan(), "a.x")).isEqualTo(key(plan(), "b.y"));
    assertThat(key(plan(), "a.x")).isNotEqualTo(key(plan(), "c.z"));
  }

  @Test
  void knownKeysThatDifferStayDifferent() {
    node("a", new End("x", "20.0.0.1", "20.0.0.2", new Secret.Known("one")));
    node("b", new End("y", "20.0.0.2", "20.0.0.1", new Secret.Known("two")));

    assertThat(key(plan(), "a.x")).isNotEqualTo(key(plan(), "b.y"));
  }

  @Test
  void aSecondTunnelBetweenTheSameAddressesIsSaidToBeMissing() {
    node(
        "gw",
        new End("east", "20.0.0.1", "20.0.0.2", UNPRINTED),
        new End("twin", "20.0.0.1", "20.0.0.2", UNPRINTED));

    assertThat(plan().tunnels()).hasSize(1);
    assertThat(plan().remarks())
        .filteredOn(r -> r.kind() == Remark.Kind.MISSING)
        .extracting(Remark::element)
        .containsExactly("gw/twin");
  }
}
