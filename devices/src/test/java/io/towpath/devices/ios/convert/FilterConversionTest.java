package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FilterConversionTest {

  private static final AddressSet ANY = new AddressSet.Any();

  record Row(
      String entry,
      List<Integer> protocols,
      AddressSet source,
      AddressSet destination,
      List<PortRange> sourcePorts,
      List<PortRange> destinationPorts) {
    @Override
    public String toString() {
      return entry;
    }
  }

  private static AddressSet prefix(String text) {
    return new AddressSet.Prefixes(List.of(Prefix.parse(text)));
  }

  static final List<Row> rows =
      List.of(
          new Row("permit ip any any", List.of(), ANY, ANY, List.of(), List.of()),
          new Row(
              "permit tcp host 10.0.0.1 10.1.0.0 0.0.255.255 eq 22 443",
              List.of(6),
              prefix("10.0.0.1/32"),
              prefix("10.1.0.0/16"),
              List.of(),
              List.of(new PortRange(22, 22), new PortRange(443, 443))),
          new Row(
              "permit udp any range 1024 2000 any gt 60000",
              List.of(17),
              ANY,
              ANY,
              List.of(new PortRange(1024, 2000)),
              List.of(new PortRange(60001, 65535))),
          new Row(
              "permit tcp any any lt 1024",
              List.of(6),
              ANY,
              ANY,
              List.of(),
              List.of(new PortRange(0, 1023))),
          new Row(
              "permit tcp any neq 80 any",
              List.of(6),
              ANY,
              ANY,
              List.of(new PortRange(0, 79), new PortRange(81, 65535)),
              List.of()),
          new Row(
              "permit udp any eq isakmp any eq non500-isakmp log",
              List.of(17),
              ANY,
              ANY,
              List.of(new PortRange(500, 500)),
              List.of(new PortRange(4500, 4500))),
          new Row("permit esp any any", List.of(50), ANY, ANY, List.of(), List.of()),
          new Row("permit 47 any any", List.of(47), ANY, ANY, List.of(), List.of()),
          new Row(
              "permit ip 10.0.0.1 0.255.0.0 any",
              List.of(),
              new AddressSet.Wildcard(IpAddress.parse("10.0.0.1"), IpAddress.parse("0.255.0.0")),
              ANY,
              List.of(),
              List.of()));

  @ParameterizedTest
  @FieldSource("rows")
  void extendedEntries(Row row) {
    Filter.Rule rule = filter("ip access-list extended L", " " + row.entry).rules().getFirst();
    assertThat(rule.permit()).isTrue();
    assertThat(rule.protocols()).isEqualTo(row.protocols);
    assertThat(rule.sources()).containsExactly(row.source);
    assertThat(rule.destinations()).containsExactly(row.destination);
    assertThat(rule.sourcePorts()).isEqualTo(row.sourcePorts);
    assertThat(rule.destinationPorts()).isEqualTo(row.destinationPorts);
    assertThat(rule.origin()).isEqualTo(Origin.line("r1.cfg", 2));
  }

  @Test
  void filterIsStatelessAndDeniesByDefault() {
    Filter filter = filter("ip access-list standard L", " permit 10.0.0.0 0.255.255.255");
    assertThat(filter.stateful()).isFalse();
    assertThat(filter.permitsByDefault()).isFalse();
    assertThat(filter.kind()).isEqualTo(Filter.Kind.ACL);
    assertThat(filter.rules().getFirst().sources()).containsExactly(prefix("10.0.0.0/8"));
    assertThat(filter.rules().getFirst().destinations()).containsExactly(ANY);
  }

  @Test
  void icmpTypesAndEstablished() {
    Filter filter =
        filter(
            "ip access-list extended L",
            " permit icmp any any echo",
            " permit icmp any any 3 4",
            " permit icmp any any ttl-exceeded",
            " permit tcp any any established");
    assertThat(filter.rules()).extracting(Filter.Rule::icmpType).containsExactly(8, 3, 11, null);
    assertThat(filter.rules()).extracting(Filter.Rule::icmpCode).containsExactly(null, 4, 0, null);
    assertThat(filter.rules())
        .extracting(Filter.Rule::established)
        .containsExactly(false, false, false, true);
  }

  @Test
  void entriesStandByTheirNumbers() {
    Filter filter =
        filter(
            "ip access-list extended L",
            " 30 permit ip any any",
            " 10 deny tcp any any",
            " permit udp any any",
            " 10 deny icmp any any");
    assertThat(filter.rules())
        .extracting(Filter.Rule::name)
        .containsExactly("10 deny", "30 permit", "40 permit");
    assertThat(filter.rules().getFirst().protocols()).containsExactly(1);
  }

  @Test
  void entryThatIsNotModelledIsUnsupportedAndTheOthersStay() {
    Converted r1 =
        Converted.of(
            "ip access-list extended L",
            " permit tcp object-group A any",
            " permit ip any any dscp ef",
            " permit ip any any",
            "interface Loopback0",
            " ip access-group L in");
    assertThat(r1.unsupported())
        .containsExactly("2 permit tcp object-group A any", "3 permit ip any any dscp ef");
    assertThat(r1.fragment().filters().getFirst().rules()).hasSize(1);
  }

  private static Filter filter(String... lines) {
    String[] all = new String[lines.length + 2];
    System.arraycopy(lines, 0, all, 0, lines.length);
    all[lines.length] = "interface Loopback0";
    all[lines.length + 1] = " ip access-group L in";
    return Converted.of(all).fragment().filters().getFirst();
  }
}
