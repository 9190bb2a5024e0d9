package io.towpath.devices.ios.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.UnsupportedLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which lines are understood without consequence, and which are kept as not modelled. */
class LineTableTest {

  static final List<String> harmless =
      List.of(
          "version 17.9",
          "service timestamps log datetime msec",
          "no service pad",
          "no platform punt-keepalive disable-kernel-core",
          "boot-start-marker",
          "enable secret 9 $9$x",
          "no aaa new-model",
          "aaa group server tacacs+ T\nserver name one",
          "username admin privilege 15 secret 5 x",
          "clock timezone CET 1 0",
          "logging host 192.0.2.1 vrf Mgmt",
          "ntp server 192.0.2.1",
          "snmp-server community x RO 10",
          "no ip domain lookup",
          "ip domain name example.net",
          "ip name-server 192.0.2.1",
          "no ip http server",
          "ip ssh version 2",
          "ip forward-protocol nd",
          "ip cef",
          "no ip source-route",
          "ip bgp-community new-format",
          "no ip icmp rate-limit unreachable",
          "ip tcp synwait-time 5",
          "ip multicast-routing distributed",
          "no ipv6 cef",
          "ipv6 unicast-routing",
          "multilink bundle-name authenticated",
          "subscriber templating",
          "license udi pid CSR1000V sn 9",
          "diagnostic bootup level minimal",
          "spanning-tree mode rapid-pvst",
          "no spanning-tree vlan 5",
          "cdp run",
          "lldp run",
          "vlan internal allocation policy ascending",
          "vlan 10\nname users",
          "redundancy\nmode sso",
          "control-plane\n service-policy input COPP",
          "line vty 0 4\naccess-class 10 in\nlogin local\ntransport input ssh",
          "class-map match-any VOICE\nmatch dscp ef",
          "policy-map Q\nclass VOICE\npriority percent 10",
          "crypto pki trustpoint T\nenrollment selfsigned\nrevocation-check none",
          "key chain K\nkey 1\nkey-string 7 0822455D0A16",
          "ip dhcp excluded-address 10.0.0.1",
          "ip dhcp pool P\nnetwork 10.0.0.0 255.255.255.0\ndefault-router 10.0.0.1",
          "ip sla 1\nicmp-echo 192.0.2.1\nfrequency 5",
          "ip sla schedule 1 life forever start-time now",
          "flow exporter E\ndestination 192.0.2.1\ntransport udp 9996",
          "event manager applet A\n event none\n action 1 cli command \"show version\"",
          "archive\n log config\n  logging enable",
          "tacacs server T\n address ipv4 192.0.2.1\n key 7 x",
          "mgcp behavior g729-variants static-pt",
          "fhrp version vrrp v3",
          "crypto ikev2 nat keepalive 20",
          "crypto ipsec df-bit clear",
          "crypto isakmp keepalive 10",
          "r1#show running-config",
          "Building configuration...",
          "Current configuration : 1499 bytes",
          "interface Gi1\ndescription x",
          "interface Gi1\nnegotiation auto",
          "interface Gi1\nno negotiation auto",
          "interface Gi1\nspeed 1000\nduplex full\nmedia-type sfp",
          "interface Gi1\ncdp enable\nno lldp transmit",
          "interface Gi1\nno ip redirects\nno ip proxy-arp\nno ip directed-broadcast",
          "interface Gi1\nip helper-address 192.0.2.1",
          "interface Gi1\nip pim sparse-mode",
          "interface Gi1\nip flow monitor M input",
          "interface Gi1\nload-interval 30\nhold-queue 100 in",
          "interface Gi1\nservice-policy input Q",
          "interface Gi1\nspanning-tree portfast",
          "interface Gi1\nno mop enabled",
          "interface Gi1\narp timeout 300",
          "interface Gi1\nno switchport",
          "interface Gi1\nipv6 enable",
          "interface Gi1\nstandby version 2\nstandby 1 authentication md5 key-string x",
          "interface Gi1\nlogging event link-status",
          "interface Tu1\nkeepalive 5 3\ntunnel path-mtu-discovery",
          "router ospf 1\nlog-adjacency-changes",
          "router ospf 1\nbfd all-interfaces",
          "router ospf 1\ntimers throttle spf 50 100 5000",
          "router ospf 1\nno auto-cost",
          "router bgp 1\nbgp log-neighbor-changes\nno synchronization\nno auto-summary",
          "router bgp 1\nbgp graceful-restart",
          "router bgp 1\ndescription misplaced",
          "router bgp 1\nneighbor 10.0.0.1 remote-as 2\nneighbor 10.0.0.1 version 4",
          "router bgp 1\nbgp bestpath cost-community ignore",
          "route-map M permit 10\ndescription x",
          "ip access-list extended L\nremark x",
          "access-list 10 remark x",
          "ip prefix-list P description x",
          "ip nat translation timeout 300");

  @ParameterizedTest
  @FieldSource("harmless")
  void understoodWithoutConsequence(String text) {
    IosConfig config = IosXeParser.parse("r.cfg", text + "\n");
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.findings()).isEmpty();
  }

  /** The last line of each is known and not modelled. */
  static final List<String> notModelled =
      List.of(
          "crypto map M 10 ipsec-isakmp",
          "interface Gi1\ncrypto map M",
          "interface Gi1\nip policy route-map M",
          "interface Gi1\nip verify unicast source reachable-via rx",
          "interface Gi1\nip address negotiated",
          "interface Gi1\nmpls ip",
          "interface Gi1\nzone-member security INSIDE",
          "interface Gi1\nencapsulation isl 5",
          "interface Gi1\nip ospf network non-broadcast",
          "interface Gi1\nip ospf authentication message-digest",
          "interface Gi1\nipv6 ospf 1 area 0",
          "interface Gi1\nstandby 1 track Gi2 20",
          "interface Gi1\nswitchport mode dynamic desirable",
          "interface Tu1\ntunnel mode gre multipoint",
          "interface Tu1\ntunnel key 5",
          "interface range Gi1 - 4",
          "ip vrf A\nimport map M",
          "ip local policy route-map M",
          "ip default-network 10.0.0.0",
          "no ip routing\nip default-gateway 10.0.0.1",
          "ip route 10.0.0.0 255.0.0.0 dhcp",
          "no ip route 10.0.0.0 255.0.0.0 Null0",
          "ip nat outside source static 10.0.0.1 10.0.0.2",
          "ipv6 route ::/0 2001:db8::1",
          "ipv6 prefix-list P permit ::/0",
          "router ospf 1\narea 1 stub",
          "router ospf 1\narea 0 range 10.0.0.0 255.0.0.0",
          "router ospf 1\nneighbor 10.0.0.1",
          "router ospf 1\nsummary-address 10.0.0.0 255.0.0.0",
          "router ospf 1\nmax-metric router-lsa",
          "router ospf 1\nredistribute eigrp 1 subnets",
          "router ospf 1\ndistance ospf external 200",
          "router eigrp 1",
          "router rip",
          "router isis",
          "router bgp 1\nbgp confederation identifier 5",
          "router bgp 1\nbgp dampening",
          "router bgp 1\nbgp redistribute-internal",
          "router bgp 1\nbgp bestpath as-path ignore",
          "router bgp 1\nbgp bestpath med missing-as-worst",
          "router bgp 1\nno bgp client-to-client reflection",
          "router bgp 1\nnetwork 10.0.0.0 backdoor",
          "router bgp 1\ntable-map M",
          "router bgp 1\naddress-family vpnv4",
          "router bgp 1\naddress-family ipv6",
          "router bgp 1\nneighbor 10.0.0.1 unsuppress-map M",
          "router bgp 1\nneighbor 10.0.0.1 local-as 5 replace-as",
          "router bgp 1\nneighbor 10.0.0.1 local-as 5 no-prepend replace-as dual-as",
          "router bgp 1\nneighbor 10.0.0.1 ttl-security hops 2",
          "router bgp 1\nneighbor 10.0.0.1 what-is-this",
          "router bgp 1\nrouter bgp 2",
          "route-map M permit 10\ncontinue 20",
          "route-map M permit 10\nmatch length 1 100",
          "route-map M permit 10\nset vrf A",
          "ip access-list extended L\npermit tcp any any fragments",
          "ip access-list extended L\npermit tcp object-group A any",
          "ip access-list standard L\npermit ip 10.0.0.0 0.0.0.255 any",
          "access-list 700 permit 0000.0000.0001 0000.0000.0000",
          "ip prefix-list P permit 10.0.0.0/8 ge 24 le 16",
          "ip extcommunity-list standard E permit rt 1:1",
          "zone security INSIDE",
          "object-group network A",
          "track 0 interface Gi1 line-protocol",
          "default interface Gi1");

  @ParameterizedTest
  @FieldSource("notModelled")
  void keptAsUnsupported(String text) {
    IosConfig config = IosXeParser.parse("r.cfg", text + "\n");
    String[] lines = text.split("\n");
    assertThat(config.unsupportedLines())
        .extracting(UnsupportedLine::line, UnsupportedLine::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(lines.length, lines[lines.length - 1]));
  }

  @Test
  void promptBeforeAConfigurationCommandIsNotTakenForOne() {
    IosConfig config = IosXeParser.parse("r.cfg", "R1(config)# interface Loopback0\n");
    assertThat(config.unsupportedLines()).hasSize(1);
  }

  /** A listing as labs publish it: every line at column one. */
  @Test
  void listingWithoutAnyIndentation() {
    IosConfig config =
        IosXeParser.parse(
            "r.cfg",
            """
            crypto ikev2 keyring K
            peer one
            address 203.0.113.1
            pre-shared-key first
            peer two
            address 203.0.113.2
            pre-shared-key second
            !
            crypto ikev2 profile I
            match address local interface GigabitEthernet1
            match identity remote address 203.0.113.1 255.255.255.255
            match identity remote address 203.0.113.2 255.255.255.255
            authentication remote pre-share
            authentication local pre-share
            keyring local K
            lifetime 28800
            dpd 10 5 on-demand
            !
            interface Tunnel0
            ip address 10.10.10.1 255.255.255.252
            tunnel mode ipsec ipv4
            ip tcp adjust-mss 1350
            tunnel source 10.10.1.9
            tunnel destination 203.0.113.1
            !
            interface GigabitEthernet1
            ip nat outside
            ip nat inside source list NAT interface GigabitEthernet1 overload
            ip access-list standard NAT
            10 permit 10.0.0.0 0.0.0.255
            !
            router bgp 65001
            bgp router-id 192.168.10.10
            neighbor 10.11.7.5 remote-as 65515
            neighbor 10.11.7.5 ebgp-multihop 255
            network 10.10.0.0 mask 255.255.255.0
            ip prefix-list all seq 5 permit 0.0.0.0/0 le 32
            route-map NEXT-HOP permit 100
            match ip address prefix-list all
            set as-path prepend 65001 65001
            """);
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.findings()).isEmpty();
    assertThat(config.crypto().ikev2Keyrings().get("K"))
        .extracting("peers")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2);
    assertThat(config.interfaces().get("Tunnel0"))
        .extracting("statements")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(5);
    assertThat(config.nat().dynamics()).hasSize(1);
    assertThat(config.policies().routeMaps()).containsOnlyKeys("NEXT-HOP");
  }
}
