package io.towpath.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.expect.ExpectationRunner;
import io.towpath.estate.file.EstateFile;
import io.towpath.estate.file.EstateFileReader;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.InvalidInputException;
import io.towpath.net.PacketHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries for stamps, translations and firewalls of machines. */
class StampEntriesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private EstateFile read(String yaml) throws IOException {
    Path estate = folder.resolve("estate.yaml");
    Files.writeString(estate, "towpath: 1\n" + yaml);
    return EstateFileReader.read(estate);
  }

  private static String nat(String outside, String inside) {
    return "nat: [{name: n, outside: [10.10.0.62/26, 10.10.0.61/26], gateway: 10.10.0.1,"
        + " inside: [192.168.102.0/24], ports: [499-501, 4500],"
        + " mappings: [{protocol: udp, outside: '"
        + outside
        + "', inside: '"
        + inside
        + "'}]}]";
  }

  @Test
  void aTranslationHasItsFirstAddressAsPrimary() throws IOException {
    EstateFile.NatEntry entry =
        read(nat("10.10.0.61:4500", "192.168.102.2:4500")).translators().getFirst();

    assertThat(entry.outside()).extracting(own -> own.secondary()).containsExactly(false, true);
    assertThat(entry.mappings())
        .singleElement()
        .satisfies(
            mapping -> {
              assertThat(mapping.protocol()).isEqualTo(PacketHeader.UDP);
              assertThat(mapping.outside().port()).isEqualTo(4500);
              assertThat(mapping.inside().address()).hasToString("192.168.102.2");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "10.10.0.62:502, 192.168.102.1:500, the port 502 is none of the ports outside",
    "10.10.0.60:500, 192.168.102.1:500, 10.10.0.60 is none of the addresses outside",
    "10.10.0.62:500, 192.168.103.1:500, 192.168.103.1 does not lie inside",
    "10.10.0.62, 192.168.102.1:500, is not ADDRESS:PORT",
    "10.10.0.62:0, 192.168.102.1:500, is no port"
  })
  void aMappingThatTheNodeCouldNotHaveIsRefused(String outside, String inside, String why) {
    assertThatThrownBy(() -> read(nat(outside, inside)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refused ->
                assertThat(refused.findings())
                    .singleElement()
                    .satisfies(
                        finding -> {
                          assertThat(finding.message()).contains(why);
                          assertThat(finding.origin().line()).isEqualTo(2);
                        }));
  }

  @Test
  void firewallsOfGuestsAndHosts() throws IOException {
    EstateFile file =
        read(
            """
            guests:
              - {vm: a, firewall: {allows: [icmp, 'tcp:3389', 'udp:500-510']}}
              - {vm: b, forwards: true, refuses: [tcp]}
            hosts:
              - {name: h, address: 10.0.0.4/24, on: 'r:Gi1', firewall: {allows: []}}
            """);

    assertThat(file.guests().guests().getFirst().forwards()).isNull();
    assertThat(file.guests().guests().getFirst().firewall())
        .satisfies(
            firewall ->
                assertThat(firewall == null ? null : firewall.allowed())
                    .extracting(allowance -> allowance.name())
                    .containsExactly("icmp", "tcp:3389", "udp:500-510"));
    assertThat(file.guests().guests().getLast().firewall()).isNull();
    assertThat(file.hosts().getFirst().firewall()).isNotNull();
  }

  @Test
  void theFirewallOfAHostDropsWhatItDoesNotAllow() throws IOException {
    Files.writeString(
        folder.resolve("r.cfg"),
        """
        hostname r
        interface GigabitEthernet1
         ip address 10.0.0.1 255.255.255.0
        interface GigabitEthernet2
         ip address 10.0.1.1 255.255.255.0
        """);
    read(
        """
        devices: [{config: r.cfg, dialect: ios-xe}]
        hosts:
          - {name: a, address: 10.0.0.4/24, gateway: 10.0.0.1, on: 'r:GigabitEthernet1'}
          - {name: b, address: 10.0.1.4/24, gateway: 10.0.1.1, on: 'r:GigabitEthernet2', firewall: {allows: ['tcp:22']}}
        expect:
          - {trace: a -> b, verdict: droppedByGuestFirewall}
          - {trace: a -> b, tcp: 22, verdict: delivered, answered: true}
          - {trace: a -> b, tcp: 23, verdict: droppedByGuestFirewall}
          - {ping: b -> a, result: reached, answeredBy: a}
        """);
    Estate estate = EstateLoader.load(folder, null);
    ExpectationRunner runner = new ExpectationRunner(estate);

    assertThat(estate.file().expectations())
        .hasSize(4)
        .allSatisfy(wanted -> assertThat(runner.run(wanted).mismatches()).isEmpty());
  }

  @Test
  void whoAnswersInsteadIsAMismatch() throws IOException {
    Files.writeString(
        folder.resolve("r.cfg"),
        "hostname r\ninterface GigabitEthernet1\n ip address 10.0.0.1 255.255.255.0\n");
    read(
        """
        devices: [{config: r.cfg, dialect: ios-xe}]
        hosts:
          - {name: a, address: 10.0.0.4/24, on: 'r:GigabitEthernet1'}
        expect:
          - {ping: a -> 10.0.0.1, result: reached, answeredBy: b}
        """);
    Estate estate = EstateLoader.load(folder, null);

    assertThat(
            new ExpectationRunner(estate).run(estate.file().expectations().getFirst()).mismatches())
        .containsExactly("it is answered by r, expected b");
  }

  @Test
  void resourcesNameTheirStamp() throws IOException {
    EstateFile file = read("azure: [{resources: a.json}, {resources: b.json, stamp: azs}]");

    assertThat(file.azure()).extracting(source -> source.stamp()).containsExactly(null, "azs");
  }
}
