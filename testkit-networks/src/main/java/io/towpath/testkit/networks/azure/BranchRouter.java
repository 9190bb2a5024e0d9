package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.ConfigFile.Section;
import java.util.List;
import java.util.Set;

/** A branch's IOS-XE router with a tunnel to each instance of a VPN gateway. */
final class BranchRouter {
  static final String KEY = "TowpathRandomKey1";

  private final ConfigFile config;
  private final Set<String> needs;

  BranchRouter(ConfigFile config, Set<String> needs) {
    this.config = config;
    this.needs = needs;
  }

  /**
   * Writes it.
   *
   * @param own public address of the branch
   * @param loopback the BGP speaker's address
   * @param gateways public addresses of the gateway's instances
   * @param bgp false: static routes to the VNet
   * @param ends BGP addresses of the instances
   */
  void write(
      String own,
      String loopback,
      List<String> gateways,
      int asn,
      boolean bgp,
      Vnet hub,
      String[] ends) {
    config.add(
        Section.HEAD,
        needs,
        "!",
        "crypto ikev2 proposal AZURE",
        " encryption aes-cbc-256",
        " integrity sha256",
        " group 2",
        "!",
        "crypto ikev2 policy AZURE",
        " proposal AZURE",
        "!",
        "crypto ikev2 keyring AZURE");
    for (int i = 0; i < gateways.size(); i++) {
      config.add(
          Section.HEAD,
          needs,
          " peer gw" + i,
          "  address " + gateways.get(i),
          "  pre-shared-key " + KEY,
          " !");
    }
    config.add(Section.HEAD, needs, "!", "crypto ikev2 profile AZURE");
    for (String gateway : gateways) {
      config.add(
          Section.HEAD, needs, " match identity remote address " + gateway + " 255.255.255.255");
    }
    config.add(
        Section.HEAD,
        needs,
        " authentication remote pre-share",
        " authentication local pre-share",
        " keyring local AZURE",
        "!",
        "crypto ipsec transform-set AZURE esp-aes 256 esp-sha256-hmac",
        " mode tunnel",
        "!",
        "crypto ipsec profile AZURE",
        " set transform-set AZURE",
        " set ikev2-profile AZURE");
    config.add(
        Section.INTERFACES,
        needs,
        "interface Loopback0",
        " ip address " + loopback + " 255.255.255.255",
        "!",
        "interface GigabitEthernet2",
        " ip address " + own + " 255.255.255.252",
        "!");
    for (int i = 0; i < gateways.size(); i++) {
      config.add(
          Section.INTERFACES,
          needs,
          "interface Tunnel" + i,
          " ip address 192.168.254.%d 255.255.255.255".formatted(2 * hub.octet() + i),
          " tunnel source GigabitEthernet2",
          " tunnel mode ipsec ipv4",
          " tunnel destination " + gateways.get(i),
          " tunnel protection ipsec profile AZURE",
          "!");
    }
    if (bgp) {
      writeBgp(loopback, asn, hub, ends);
    } else {
      for (int i = 0; i < gateways.size(); i++) {
        config.add(Section.STATICS, needs, "ip route 10.0.0.0 255.0.0.0 Tunnel" + i);
      }
    }
  }

  private void writeBgp(String loopback, int asn, Vnet hub, String[] ends) {
    config.add(
        Section.PROCESS,
        needs,
        "router bgp " + asn,
        " bgp router-id " + loopback,
        " timers bgp 5 15",
        " maximum-paths 2",
        " network 172.17.%d.0 mask 255.255.255.0".formatted(hub.octet()));
    for (int i = 0; i < ends.length; i++) {
      String peer = " neighbor " + ends[i];
      config.add(
          Section.PROCESS,
          needs,
          peer + " remote-as 65515",
          peer + " ebgp-multihop 5",
          peer + " update-source Loopback0");
      String route = "ip route %s 255.255.255.255 Tunnel%d".formatted(ends[i], i);
      config.add(Section.STATICS, needs, route);
    }
  }
}
