package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosAccessList;

/** Names that IOS-XE prints in access lists instead of protocol, port and ICMP numbers. */
final class WellKnown {

  private WellKnown() {}

  /** A protocol number, {@link IosAccessList#ANY_PROTOCOL} for {@code ip}; −2 if unknown. */
  static int protocol(String name) {
    return switch (name) {
      case "ip" -> IosAccessList.ANY_PROTOCOL;
      case "icmp" -> 1;
      case "igmp" -> 2;
      case "ipinip" -> 4;
      case "tcp" -> 6;
      case "udp" -> 17;
      case "gre" -> 47;
      case "esp" -> 50;
      case "ahp" -> 51;
      case "eigrp" -> 88;
      case "ospf" -> 89;
      case "nos" -> 94;
      case "pim" -> 103;
      case "pcp" -> 108;
      case "sctp" -> 132;
      default -> -2;
    };
  }

  /** A TCP or UDP port; −1 if unknown. */
  static int port(String name) {
    return switch (name) {
      case "echo" -> 7;
      case "discard" -> 9;
      case "daytime" -> 13;
      case "chargen" -> 19;
      case "ftp-data" -> 20;
      case "ftp" -> 21;
      case "telnet" -> 23;
      case "smtp" -> 25;
      case "time" -> 37;
      case "nameserver" -> 42;
      case "whois", "nicname" -> 43;
      case "tacacs" -> 49;
      case "domain" -> 53;
      case "bootps" -> 67;
      case "bootpc" -> 68;
      case "tftp" -> 69;
      case "gopher" -> 70;
      case "finger" -> 79;
      case "www" -> 80;
      case "hostname" -> 101;
      case "pop2" -> 109;
      case "pop3" -> 110;
      case "sunrpc" -> 111;
      case "ident" -> 113;
      case "nntp" -> 119;
      case "ntp" -> 123;
      case "msrpc" -> 135;
      case "netbios-ns" -> 137;
      case "netbios-dgm" -> 138;
      case "netbios-ss" -> 139;
      case "snmp" -> 161;
      case "snmptrap" -> 162;
      case "xdmcp" -> 177;
      case "bgp" -> 179;
      case "irc" -> 194;
      case "mobile-ip" -> 434;
      case "isakmp" -> 500;
      case "exec", "biff" -> 512;
      case "login", "who" -> 513;
      case "cmd", "syslog" -> 514;
      case "lpd" -> 515;
      case "talk" -> 517;
      case "rip" -> 520;
      case "uucp" -> 540;
      case "klogin" -> 543;
      case "kshell" -> 544;
      case "ripv6" -> 521;
      case "non500-isakmp" -> 4500;
      case "drip" -> 3949;
      default -> -1;
    };
  }

  /** ICMP type and code as {@code type << 16 | code}, code 0xffff for any; −1 if unknown. */
  static int icmp(String name) {
    return switch (name) {
      case "echo-reply" -> any(0);
      case "unreachable" -> any(3);
      case "net-unreachable" -> 3 << 16;
      case "host-unreachable" -> 3 << 16 | 1;
      case "protocol-unreachable" -> 3 << 16 | 2;
      case "port-unreachable" -> 3 << 16 | 3;
      case "packet-too-big" -> 3 << 16 | 4;
      case "administratively-prohibited" -> 3 << 16 | 13;
      case "source-quench" -> any(4);
      case "redirect" -> any(5);
      case "echo" -> any(8);
      case "router-advertisement" -> any(9);
      case "router-solicitation" -> any(10);
      case "time-exceeded" -> any(11);
      case "ttl-exceeded" -> 11 << 16;
      case "parameter-problem" -> any(12);
      case "timestamp-request" -> any(13);
      case "timestamp-reply" -> any(14);
      case "information-request" -> any(15);
      case "information-reply" -> any(16);
      case "mask-request" -> any(17);
      case "mask-reply" -> any(18);
      case "traceroute" -> any(30);
      default -> -1;
    };
  }

  private static int any(int type) {
    return type << 16 | 0xffff;
  }
}
