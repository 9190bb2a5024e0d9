package io.towpath.devices.ios.parse;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Blocks without consequence for routing, with the words that begin their lines where those stand
 * at column one. No such word begins a global line that has a consequence: a block must not swallow
 * one.
 */
final class HarmlessBlocks {

  private HarmlessBlocks() {}

  private static final Set<String> LINE =
      Set.of(
          "login",
          "transport",
          "exec-timeout",
          "exec",
          "password",
          "access-class",
          "logging",
          "length",
          "width",
          "stopbits",
          "session-timeout",
          "session-limit",
          "privilege",
          "speed",
          "rotary",
          "authorization",
          "accounting",
          "history",
          "timeout",
          "location",
          "monitor",
          "activation-character",
          "escape-character",
          "notify",
          "flowcontrol");

  private static final Set<String> QUALITY_OF_SERVICE =
      Set.of(
          "match",
          "class",
          "police",
          "bandwidth",
          "priority",
          "shape",
          "set",
          "service-policy",
          "fair-queue",
          "random-detect",
          "queue-limit",
          "queue-buffers",
          "conform-action",
          "exceed-action",
          "violate-action",
          "description",
          "drop",
          "trust");

  private static final Set<String> SERVERS =
      Set.of(
          "server",
          "server-private",
          "address",
          "timeout",
          "retransmit",
          "deadtime",
          "auth-type",
          "single-connection",
          "port",
          "automate-tester",
          "load-balance");

  private static final Set<String> DHCP =
      Set.of(
          "network",
          "default-router",
          "dns-server",
          "domain-name",
          "lease",
          "option",
          "host",
          "hardware-address",
          "client-identifier",
          "client-name",
          "netbios-name-server",
          "netbios-node-type",
          "next-server",
          "bootfile",
          "import",
          "utilization",
          "class",
          "relay",
          "update",
          "address");

  private static final Set<String> SLA =
      Set.of(
          "icmp-echo",
          "icmp-jitter",
          "udp-jitter",
          "udp-echo",
          "tcp-connect",
          "http",
          "dns",
          "path-echo",
          "frequency",
          "threshold",
          "timeout",
          "tag",
          "owner",
          "tos",
          "request-data-size",
          "history",
          "source-ip",
          "verify-data");

  private static final Set<String> PUBLIC_KEYS =
      Set.of(
          "enrollment",
          "revocation-check",
          "rsakeypair",
          "subject-name",
          "serial-number",
          "fqdn",
          "ip-address",
          "fingerprint",
          "source",
          "usage",
          "hash",
          "auto-enroll",
          "crl",
          "eckeypair",
          "password",
          "subject-alt-name",
          "authorization",
          "validation-usage",
          "chain-validation",
          "storage",
          "certificate",
          "quit");

  private static final Set<String> FLOW =
      Set.of(
          "match",
          "collect",
          "exporter",
          "record",
          "cache",
          "destination",
          "source",
          "transport",
          "option",
          "description",
          "export-protocol",
          "output-features",
          "dscp",
          "ttl",
          "statistics",
          "sampler",
          "mode");

  private static final Set<String> OTHERS =
      Set.of(
          "mode",
          "main-cpu",
          "standby",
          "log",
          "path",
          "write-memory",
          "time-period",
          "maximum",
          "hidekeys",
          "notify",
          "event",
          "action",
          "profile",
          "contact-email-addr",
          "active",
          "destination",
          "service-policy",
          "subscription",
          "encoding",
          "filter",
          "stream",
          "update-policy",
          "receiver",
          "name",
          "state",
          "description",
          "source-address");

  /** Words of {@code ip dhcp pool}. */
  static Set<String> dhcp() {
    return DHCP;
  }

  /** Words of {@code crypto pki}. */
  static Set<String> publicKeys() {
    return PUBLIC_KEYS;
  }

  /** Words of {@code ip sla}. */
  static Set<String> sla() {
    return SLA;
  }

  /** Words that begin a body line of the block that the line opens; null if it opens none. */
  static @Nullable Set<String> opened(SourceLine line) {
    return switch (line.keyword(0)) {
      case "line" -> LINE;
      case "class-map", "policy-map", "table-map" -> QUALITY_OF_SERVICE;
      case "aaa", "tacacs", "radius" -> SERVERS;
      case "flow" -> FLOW;
      case "archive",
          "redundancy",
          "control-plane",
          "call-home",
          "event",
          "telemetry",
          "vlan",
          "controller",
          "bfd-template",
          "kron",
          "ldap",
          "dial-peer",
          "voice",
          "voice-card",
          "sip-ua",
          "ccm-manager",
          "gatekeeper",
          "wireless",
          "dspfarm",
          "sccp",
          "telephony-service" ->
          OTHERS;
      default -> null;
    };
  }
}
