package io.towpath.devices.ios.parse;

/**
 * First words of lines that have no consequence for where IPv4 unicast packets go.
 *
 * <p>A word stands here only if every line that begins with it is of that kind. Quality of service,
 * management, spanning tree with its one active topology, and multicast are.
 */
final class HarmlessLines {

  private HarmlessLines() {}

  /** In global mode, lines that open no block. */
  static boolean global(String keyword) {
    return switch (keyword) {
      // Management of the box and what "show running-config" prints around the configuration.
      case "version",
          "service",
          "boot-start-marker",
          "boot-end-marker",
          "boot",
          "enable",
          "username",
          "clock",
          "logging",
          "ntp",
          "sntp",
          "snmp-server",
          "snmp",
          "license",
          "diagnostic",
          "memory-size",
          "mdns-sd",
          "dot11",
          "virtual-service",
          "stack-mac",
          "memory",
          "alias",
          "privilege",
          "scheduler",
          "process",
          "exception",
          "hw-module",
          "card",
          "facility-alarm",
          "transceiver",
          "login",
          "system",
          "switch",
          "mac",
          "power",
          "domain",
          "tacacs-server",
          "radius-server",
          "file",
          "password",
          "security",
          "tftp-server",
          "config-register",
          "upgrade",
          "software",
          "install",
          "buffers",
          "rmon",
          "parser",
          "prompt",
          "location",
          "energywise",
          "iox",
          "pnp",
          "cns",
          "smart",
          "mgcp",
          "multilink",
          "subscriber",
          "sampler",
          "avc",
          "platform",
          "netconf",
          "netconf-yang",
          "restconf",
          "md5",
          "stackwise-virtual",
          "ipc",
          "resource",
          "configure",
          "conf",
          "write",
          "wr",
          "copy",
          "show",
          "terminal",
          "building",
          "current",
          "last",
          "load",
          "time",
          "do" ->
          true;
      // The link layer, where one active topology is taken for granted.
      case "spanning-tree",
          "cdp",
          "lldp",
          "vtp",
          "errdisable",
          "udld",
          "dot1x",
          "lacp",
          "qos",
          "mls",
          "macro",
          "port-channel",
          "access-session",
          "authentication",
          "device-tracking",
          "cts",
          "ptp",
          "arp",
          "psp",
          "vmps" ->
          true;
      // Timing and versions of first-hop redundancy and multicast.
      case "fhrp", "monitor", "performance" -> true;
      default -> false;
    };
  }

  /** In global mode, after {@code ip}. */
  static boolean ip(String keyword) {
    return switch (keyword) {
      case "forward-protocol",
          "http",
          "auth-proxy",
          "admission",
          "domain",
          "domain-name",
          "domain-lookup",
          "domain-list",
          "name-server",
          "ssh",
          "tftp",
          "ftp",
          "scp",
          "cef",
          "classless",
          "subnet-zero",
          "bgp-community",
          "finger",
          "source-route",
          "bootp",
          "gratuitous-arps",
          "icmp",
          "host",
          "radius",
          "tacacs",
          "rcmd",
          "telnet",
          "dns",
          "arp",
          "device",
          "tcp",
          "udp",
          "identd",
          "alias",
          "ddns",
          "spd" ->
          true;
      case "flow-export",
          "flow-cache",
          "flow-top-talkers",
          "accounting",
          "accounting-threshold",
          "accounting-list",
          "accounting-transits",
          "nbar",
          "rsvp",
          "port-map" ->
          true;
      case "multicast-routing",
          "multicast",
          "pim",
          "igmp",
          "msdp",
          "mroute",
          "dvmrp",
          "cgmp",
          "mfib",
          "sap",
          "rtp" ->
          true;
      default -> false;
    };
  }

  /** In interface mode. */
  static boolean inInterface(String keyword) {
    return switch (keyword) {
      case "negotiation",
          "mop",
          "speed",
          "duplex",
          "media-type",
          "load-interval",
          "carrier-delay",
          "hold-queue",
          "keepalive",
          "cdp",
          "lldp",
          "snmp",
          "arp",
          "spanning-tree",
          "storm-control",
          "power",
          "udld",
          "flowcontrol",
          "mdix",
          "lacp",
          "channel-protocol",
          "fec",
          "crc",
          "framing",
          "linecode",
          "cablelength",
          "clock",
          "medium",
          "plim",
          "history" ->
          true;
      case "mls",
          "priority-queue",
          "srr-queue",
          "auto",
          "trust",
          "fair-queue",
          "random-detect",
          "tx-ring-limit",
          "rx-ring-limit",
          "service-policy",
          "traffic-shape",
          "rate-limit",
          "max-reserved-bandwidth",
          "qos",
          "load-balancing",
          "wrr-queue",
          "rcv-queue" ->
          true;
      // EIGRP alone reads the delay.
      case "delay" -> true;
      case "macsec",
          "mka",
          "cts",
          "dot1x",
          "authentication",
          "mab",
          "access-session",
          "ntp",
          "flow",
          "et-analytics",
          "rmon",
          "device-tracking",
          "port-channel",
          "management",
          "source" ->
          true;
      default -> false;
    };
  }

  /** In interface mode, after {@code ip}. */
  static boolean ipInInterface(String keyword) {
    return switch (keyword) {
      case "redirects",
          "proxy-arp",
          "local-proxy-arp",
          "mask-reply",
          "directed-broadcast",
          "route-cache",
          "flow",
          "nbar",
          "helper-address",
          "dhcp",
          "arp",
          "mroute-cache",
          "cef",
          "load-sharing",
          "rsvp",
          "accounting",
          "virtual-reassembly",
          "information-reply",
          "device",
          "gratuitous-arps",
          "broadcast-address",
          "bandwidth-percent",
          "irdp",
          "forward-protocol" ->
          true;
      case "pim", "igmp", "multicast", "cgmp", "sap", "rgmp", "dvmrp", "mfib", "rtp" -> true;
      default -> false;
    };
  }
}
