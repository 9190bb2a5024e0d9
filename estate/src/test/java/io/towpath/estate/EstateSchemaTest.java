package io.towpath.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.file.EstateFileReader;
import io.towpath.net.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class EstateSchemaTest {
  private static final Path SCENARIOS = Path.of("../scenarios");

  /** A line of an estate that is wrong, where the schema must say so, and why. */
  record Wrong(String why, String yaml, String at, String keyword) {}

  static final List<Wrong> WRONG =
      List.of(
          new Wrong("unknown member", "cabels: auto", "", "additionalProperties"),
          new Wrong("unknown profile", "profile: seed", "/profile", "enum"),
          new Wrong(
              "neither resources nor service tags",
              "azure: [{subscription: s}]",
              "/azure/0",
              "required"),
          new Wrong(
              "host without its subnet",
              "hosts: [{name: a, address: 10.0.0.1, on: r:Vlan1}]",
              "/hosts/0/address",
              "pattern"),
          new Wrong(
              "host without an interface",
              "hosts: [{name: a, address: 10.0.0.1/24}]",
              "/hosts/0",
              "required"),
          new Wrong(
              "client on an interface",
              "hosts: [{name: a, p2s: g, on: r:Vlan1}]",
              "/hosts/0",
              "additionalProperties"),
          new Wrong(
              "device that is a folder and a file",
              "devices: [{config: a.cfg, folder: b, dialect: ios-xe}]",
              "/devices/0",
              "oneOf"),
          new Wrong(
              "unknown dialect",
              "devices: [{config: a, dialect: ios}]",
              "/devices/0/dialect",
              "enum"),
          new Wrong(
              "latency without unit",
              "latency: [{between: [a, b], oneWay: '37'}]",
              "/latency/0/oneWay",
              "pattern"),
          new Wrong(
              "latency of one place",
              "latency: [{between: [a], oneWay: 1ms}]",
              "/latency/0/between",
              "minItems"),
          new Wrong(
              "two failures in one", "failures: {x: {node: a, tunnel: b}}", "/failures/x", "oneOf"),
          new Wrong(
              "third link of a circuit",
              "failures: {x: {circuit: er1/third}}",
              "/failures/x/circuit",
              "pattern"),
          new Wrong(
              "half an assignment",
              "assigned: [{gateway: g, circuit: er1, primary: 10.0.0.1}]",
              "/assigned/0",
              "required"),
          new Wrong(
              "guest that refuses what it does not forward",
              "guests: [{vm: a, forwards: false, refuses: [icmp]}]",
              "/guests/0/refuses",
              "maxItems"),
          new Wrong(
              "guest that refuses nonsense",
              "guests: [{vm: a, forwards: true, refuses: [ping]}]",
              "/guests/0/refuses/0",
              "enum"),
          new Wrong("guest of whom nothing is said", "guests: [{vm: a}]", "/guests/0", "required"),
          new Wrong(
              "guest that refuses, and maybe does not forward",
              "guests: [{vm: a, firewall: {allows: []}, refuses: [icmp]}]",
              "/guests/0/refuses",
              "maxItems"),
          new Wrong(
              "firewall that says nothing",
              "guests: [{vm: a, firewall: {}}]",
              "/guests/0/firewall",
              "required"),
          new Wrong(
              "firewall with ports of icmp",
              "guests: [{vm: a, firewall: {allows: ['icmp:8']}}]",
              "/guests/0/firewall/allows/0",
              "pattern"),
          new Wrong(
              "translation without an address",
              "nat: [{name: n, outside: [], mappings: []}]",
              "/nat/0/outside",
              "minItems"),
          new Wrong(
              "mapping of a protocol without ports",
              "nat: [{name: n, outside: [10.0.0.1/24], inside: [10.1.0.0/24], mappings: [{protocol:"
                  + " esp, outside: '10.0.0.1:1', inside: '10.1.0.1:1'}]}]",
              "/nat/0/mappings/0/protocol",
              "enum"),
          new Wrong(
              "ports that are none",
              "nat: [{name: n, outside: [10.0.0.1/24], ports: [ike], mappings: []}]",
              "/nat/0/ports/0",
              "pattern"),
          new Wrong(
              "answer of a ping that is lost",
              "expect: [{ping: a -> b, result: lost, answeredBy: c}]",
              "/expect/0/result",
              "const"),
          new Wrong(
              "trace without direction",
              "expect: [{trace: a b, verdict: delivered}]",
              "/expect/0/trace",
              "pattern"),
          new Wrong(
              "unknown verdict",
              "expect: [{trace: a -> b, verdict: lost}]",
              "/expect/0/verdict",
              "enum"),
          new Wrong(
              "trace that expects nothing", "expect: [{trace: a -> b}]", "/expect/0", "required"),
          new Wrong(
              "tolerance without times",
              "expect: [{trace: a -> b, hops: ['*'], within: 1ms}]",
              "/expect/0",
              "dependentRequired"),
          new Wrong(
              "ping with hops",
              "expect: [{ping: a -> b, result: lost, hops: ['*']}]",
              "/expect/0",
              "additionalProperties"),
          new Wrong(
              "row with a wrong member",
              "expect: [{circuit: er1/primary, exactly: [{network: 10.0.0.0/8, asPath: '1'}]}]",
              "/expect/0/exactly/0",
              "additionalProperties"),
          new Wrong(
              "row whose prefix is none",
              "expect: [{circuit: er1/primary, contains: [{network: any/8}]}]",
              "/expect/0/contains/0/network",
              "pattern"),
          new Wrong(
              "row without its prefix",
              "expect: [{bgp: g, contains: [{asPath: 65021}]}]",
              "/expect/0/contains/0",
              "required"),
          new Wrong(
              "TTL of a reply that does not come",
              "expect: [{ping: a -> b, result: lost, ttl: 63}]",
              "/expect/0/result",
              "const"),
          new Wrong(
              "port outside the range",
              "expect: [{trace: a -> b, tcp: 70000, answered: true}]",
              "/expect/0/tcp",
              "maximum"),
          new Wrong(
              "pattern with a wrong member",
              "expect: [{routes: a, ignoring: [{hop: 1}], each: []}]",
              "/expect/0/ignoring/0",
              "additionalProperties"),
          new Wrong(
              "prefixes alone are no expectation",
              "expect: [{routes: a, only: [10.0.0.0/8]}]",
              "/expect/0",
              "required"),
          new Wrong(
              "peer by name",
              "expect: [{bgpPeers: g, each: [{neighbor: router}]}]",
              "/expect/0/each/0/neighbor",
              "pattern"),
          new Wrong(
              "next hop that expects nothing",
              "expect: [{nextHop: a -> 10.0.0.4}]",
              "/expect/0",
              "required"),
          new Wrong(
              "flow without a port",
              "expect: [{ipFlow: a, direction: Inbound, protocol: TCP, local: 10.0.0.4,"
                  + " remote: '10.0.0.5:80', access: Deny}]",
              "/expect/0/local",
              "pattern"),
          new Wrong(
              "flow of a protocol without ports",
              "expect: [{ipFlow: a, direction: Inbound, protocol: ICMP, local: '10.0.0.4:1',"
                  + " remote: '10.0.0.5:80', access: Deny}]",
              "/expect/0/protocol",
              "enum"),
          new Wrong(
              "gateway beside DHCP",
              "hosts: [{name: a, address: dhcp, gateway: 10.0.0.1, on: 'r:Vlan1'}]",
              "/hosts/0/address",
              "not"),
          new Wrong("lease that expects nothing", "expect: [{lease: a}]", "/expect/0", "required"),
          new Wrong(
              "what comes with no lease",
              "expect: [{lease: a, address: none, router: 10.0.0.1}]",
              "/expect/0/router",
              "false"),
          new Wrong(
              "source by a name",
              "expect: [{trace: a -> b, arrivesFrom: host}]",
              "/expect/0/arrivesFrom",
              "pattern"),
          new Wrong(
              "segment over nothing known",
              "expect: [{trace: a -> b, segments: [{over: cable}]}]",
              "/expect/0/segments/0/over",
              "enum"),
          new Wrong(
              "segments that expect nothing",
              "expect: [{trace: a -> b, segments: []}]",
              "/expect/0/segments",
              "minItems"),
          new Wrong(
              "action without its provider",
              "expect: [{may: a, action: write, on: er1, result: allowed}]",
              "/expect/0/action",
              "pattern"),
          new Wrong(
              "action with an unknown result",
              "expect: [{may: a, action: Microsoft.Network/connections/write, on: x, result: yes}]",
              "/expect/0/result",
              "enum"),
          new Wrong(
              "unknown routing domain",
              "expect: [{peerings: er1, exactly: [azure]}]",
              "/expect/0/exactly/0",
              "enum"),
          new Wrong(
              "isolation of one", "expect: [{isolated: [a]}]", "/expect/0/isolated", "minItems"),
          new Wrong(
              "principal without a name", "principals: [{id: x}]", "/principals/0", "required"),
          new Wrong(
              "finding by a word", "expect: [{finding: warning}]", "/expect/0/finding", "pattern"),
          new Wrong("table that expects nothing", "expect: [{bgp: g}]", "/expect/0", "required"),
          new Wrong(
              "two expectations in one",
              "expect: [{ping: a -> b, result: lost, node: c}]",
              "/expect/0",
              "additionalProperties"));

  @ParameterizedTest
  @MethodSource("estates")
  void everyScenarioFollowsTheSchema(Path estate) throws IOException {
    assertThat(PublishedSchema.validate(Files.readString(estate))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void schemaSaysWhereAnEstateIsWrong(Wrong wrong) {
    assertThat(PublishedSchema.validate("towpath: 1\n" + wrong.yaml()))
        .extracting(error -> error.getInstanceLocation() + " " + error.getKeyword())
        .contains(wrong.at() + " " + wrong.keyword());
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void readerRefusesWhatTheSchemaRefuses(Wrong wrong, @TempDir Path folder) throws IOException {
    Path estate = folder.resolve("estate.yaml");
    Files.writeString(estate, "towpath: 1\n" + wrong.yaml());

    assertThatThrownBy(() -> EstateFileReader.read(estate))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused ->
                assertThat(refused.findings())
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.origin().line()).isEqualTo(2)));
  }

  @ParameterizedTest
  @MethodSource("estates")
  void readerAcceptsEveryScenario(Path estate) {
    assertThat(EstateFileReader.read(estate).expectations()).isNotEmpty();
  }

  static Stream<Path> estates() throws IOException {
    try (Stream<Path> files = Files.walk(SCENARIOS)) {
      return files.filter(file -> file.endsWith("estate.yaml")).sorted().toList().stream();
    }
  }
}
