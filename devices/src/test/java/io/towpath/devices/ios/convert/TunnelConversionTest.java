package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.Secret;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TunnelConversionTest {

  private static final List<String> BASE =
      List.of(
          "ip vrf IN",
          "ip vrf OUT",
          "crypto ikev2 proposal P",
          " encryption aes-cbc-256 3des",
          " integrity sha1",
          " group 2 14",
          "crypto ikev2 policy P",
          " match address local 198.51.100.1",
          " proposal P",
          "crypto ikev2 keyring K",
          " peer any",
          "  address 0.0.0.0 0.0.0.0",
          "  pre-shared-key wrong",
          " peer exact",
          "  address 203.0.113.9",
          "  pre-shared-key local mine",
          "  pre-shared-key remote theirs",
          "crypto ikev2 profile I",
          " match identity remote address 203.0.113.9 255.255.255.255",
          " authentication local pre-share",
          " authentication remote pre-share",
          " keyring local K",
          "crypto ipsec transform-set T esp-aes 256 esp-sha-hmac",
          " mode tunnel",
          "crypto ipsec profile S",
          " set transform-set T",
          " set ikev2-profile I",
          "interface Loopback30",
          " ip address 198.51.100.1 255.255.255.255");

  private static Converted with(String... tunnel) {
    List<String> lines = new ArrayList<>(BASE);
    lines.add("interface Tunnel30");
    lines.addAll(List.of(tunnel));
    return Converted.of(lines.toArray(String[]::new));
  }

  private static final String[] IPSEC = {
    " ip vrf forwarding IN",
    " tunnel source Loopback30",
    " tunnel mode ipsec ipv4",
    " tunnel destination 203.0.113.9",
    " tunnel protection ipsec profile S"
  };

  @Test
  void virtualTunnelInterface() {
    Converted r1 = with(IPSEC);
    TunnelEnd end = r1.tunnel();
    assertThat(end.kind()).isEqualTo(TunnelEnd.Kind.IPSEC);
    assertThat(end.iface()).isEqualTo("Tunnel30");
    assertThat(end.underlayVrf()).isEqualTo("default");
    assertThat(end.local()).isEqualTo(IpAddress.parse("198.51.100.1"));
    assertThat(end.remote()).isEqualTo(IpAddress.parse("203.0.113.9"));
    assertThat(end.selectors()).isEmpty();
    assertThat(end.initiates()).isTrue();
    assertThat(end.responds()).isTrue();
    assertThat(end.enabled()).isTrue();
    TunnelEnd.Crypto crypto = Objects.requireNonNull(end.crypto());
    assertThat(crypto.ikeVersion()).isEqualTo(2);
    assertThat(crypto.key()).isEqualTo(new Secret.Known("mine"));
    assertThat(crypto.expectedKey()).isEqualTo(new Secret.Known("theirs"));
    assertThat(crypto.ike())
        .containsExactly(
            new IkeProposal("aes-cbc-256", "sha1", 2),
            new IkeProposal("aes-cbc-256", "sha1", 14),
            new IkeProposal("3des", "sha1", 2),
            new IkeProposal("3des", "sha1", 14));
    assertThat(crypto.ipsec()).containsExactly(new IpsecProposal("aes-cbc-256", "sha1", 0));
    assertThat(crypto.localIdentity()).isNull();
    assertThat(crypto.remoteIdentity()).isEqualTo("203.0.113.9");
    assertThat(r1.iface("Tunnel30").link()).isEqualTo(LinkKind.TUNNEL);
    assertThat(r1.iface("Tunnel30").vrf()).isEqualTo("IN");
    assertThat(r1.codes()).isEmpty();
  }

  @Test
  void keysInTheProfileAndAnyIdentity() {
    Converted r1 =
        Converted.of(
            "ip vrf Tenant 1",
            "crypto ikev2 profile I",
            " match fvrf Tenant 1",
            " match identity remote any",
            " authentication remote pre-share key abc",
            " authentication local pre-share key abc",
            " ivrf Tenant 1",
            " dpd 10 3 periodic",
            "crypto ipsec transform-set G esp-gcm 256",
            "crypto ipsec profile S",
            " set transform-set G",
            " set pfs group14",
            " set ikev2-profile I",
            " responder-only",
            "interface Tunnel1",
            " tunnel source 192.0.2.1",
            " tunnel mode ipsec ipv4",
            " tunnel destination 192.0.2.2",
            " tunnel vrf Tenant 1",
            " tunnel protection ipsec profile S");
    TunnelEnd end = r1.tunnel();
    TunnelEnd.Crypto crypto = Objects.requireNonNull(end.crypto());
    assertThat(end.underlayVrf()).isEqualTo("Tenant 1");
    assertThat(end.initiates()).isFalse();
    assertThat(end.timers().keepalive()).hasSeconds(10);
    assertThat(crypto.key()).isEqualTo(new Secret.Known("abc"));
    assertThat(crypto.remoteIdentity()).isNull();
    assertThat(crypto.ipsec()).containsExactly(new IpsecProposal("aes-gcm-256", "aes-gcm-256", 14));
    // Without a policy for it IOS-XE offers its default proposal.
    assertThat(crypto.ike()).contains(new IkeProposal("aes-cbc-256", "sha256", 2)).hasSize(30);
  }

  @Test
  void undefinedTunnelVrfIsTheGlobalTable() {
    List<String> lines = new ArrayList<>(List.of(IPSEC));
    lines.add(" tunnel vrf NOPE");
    Converted r1 = with(lines.toArray(String[]::new));
    assertThat(r1.tunnel().underlayVrf()).isEqualTo("default");
    assertThat(r1.codes()).containsExactly("TP3010");
  }

  @Test
  void greIsTheDefaultMode() {
    Converted r1 = with(" tunnel source Loopback30", " tunnel destination 203.0.113.9");
    assertThat(r1.tunnel().kind()).isEqualTo(TunnelEnd.Kind.GRE);
    assertThat(r1.tunnel().crypto()).isNull();
    Converted secured =
        with(
            " tunnel source Loopback30",
            " tunnel destination 203.0.113.9",
            " tunnel protection ipsec profile S");
    assertThat(secured.tunnel().kind()).isEqualTo(TunnelEnd.Kind.GRE_IPSEC);
  }

  @Test
  void ikeVersion1WithoutIkev2Profile() {
    Converted r1 =
        Converted.of(
            "crypto isakmp policy 10",
            " encr aes 256",
            " hash sha256",
            " authentication pre-share",
            " group 14",
            "crypto isakmp key everyone address 0.0.0.0",
            "crypto isakmp key for-him address 203.0.113.9",
            "crypto ipsec profile S",
            "interface Tunnel1",
            " tunnel source 192.0.2.1",
            " tunnel mode ipsec ipv4",
            " tunnel destination 203.0.113.9",
            " tunnel protection ipsec profile S");
    TunnelEnd.Crypto crypto = Objects.requireNonNull(r1.tunnel().crypto());
    assertThat(crypto.ikeVersion()).isEqualTo(1);
    assertThat(crypto.key()).isEqualTo(new Secret.Known("for-him"));
    assertThat(crypto.ike()).containsExactly(new IkeProposal("aes-cbc-256", "sha256", 14));
    assertThat(crypto.ipsec()).containsExactly(new IpsecProposal("aes-cbc-128", "sha1", 0));
  }

  record Broken(String why, List<String> lines) {
    @Override
    public String toString() {
      return why;
    }
  }

  static final List<Broken> broken =
      List.of(
          new Broken("it has no source address", List.of(" tunnel destination 203.0.113.9")),
          new Broken("it has no destination", List.of(" tunnel source Loopback30")),
          new Broken(
              "it has no IPsec profile",
              List.of(
                  " tunnel source Loopback30",
                  " tunnel mode ipsec ipv4",
                  " tunnel destination 203.0.113.9")),
          new Broken(
              "the IPsec profile \"NOPE\" is not defined",
              List.of(
                  " tunnel source Loopback30",
                  " tunnel destination 203.0.113.9",
                  " tunnel protection ipsec profile NOPE")),
          new Broken(
              "its mode is not modelled",
              List.of(" tunnel source Loopback30", " tunnel mode gre multipoint")));

  @ParameterizedTest
  @FieldSource("broken")
  void tunnelThatCannotComeUpIsDownAndSaysWhy(Broken row) {
    Converted r1 = with(row.lines.toArray(String[]::new));
    assertThat(r1.node().tunnels()).isEmpty();
    assertThat(r1.iface("Tunnel30").state()).isEqualTo(LinkState.CARRIER_DOWN);
    assertThat(r1.fragment().findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP3024");
              assertThat(finding.message()).contains(row.why);
              assertThat(finding.affects()).containsExactly("r1:Tunnel30");
            });
  }

  @Test
  void shutDownTunnelIsNotEnabled() {
    List<String> lines = new ArrayList<>(List.of(IPSEC));
    lines.add(" shutdown");
    Converted r1 = with(lines.toArray(String[]::new));
    assertThat(r1.tunnel().enabled()).isFalse();
    assertThat(r1.iface("Tunnel30").state()).isEqualTo(LinkState.ADMIN_DOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "esp-aes esp-sha-hmac, aes-cbc-128, sha1",
    "esp-aes 192 esp-sha384-hmac, aes-cbc-192, sha384",
    "esp-3des esp-md5-hmac, 3des, md5",
    "esp-gcm, aes-gcm-128, aes-gcm-128",
    "esp-gcm 256, aes-gcm-256, aes-gcm-256",
    "esp-null esp-sha256-hmac, null, sha256"
  })
  void transformsInTheWordsOfTheNetwork(String words, String encryption, String integrity) {
    List<String> transforms = new ArrayList<>();
    for (String word : words.split(" ")) {
      if (word.startsWith("esp-")) {
        transforms.add(word);
      } else {
        transforms.add(transforms.removeLast() + " " + word);
      }
    }
    assertThat(CryptoWords.proposal(transforms, 0))
        .isEqualTo(new IpsecProposal(encryption, integrity, 0));
  }
}
