package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.towpath.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4AddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0",
    "0.0.0.1, 1",
    "10.2.30.142, 0x0A021E8E",
    "127.255.255.255, 0x7FFFFFFF",
    "128.0.0.0, 0x80000000",
    "255.255.255.255, 0xFFFFFFFF"
  })
  void dottedDecimalIsReadAndPrinted(String text, String bits) {
    Ipv4Address address = new Ipv4Address(Long.decode(bits).intValue());
    assertThat(Ipv4Address.parse(text)).isEqualTo(address);
    assertThat(address).hasToString(text);
    assertThat(IpAddress.parse(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "256.0.0.0",
        "1.2.3.256",
        "1.2.3.1000",
        "01.2.3.4",
        "1.2.3.00",
        "-1.2.3.4",
        "+1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "0x1.2.3.4",
        "1.2.3.a",
        "1.2.3.٤",
        "1.2.3.4/32",
        "16909060"
      })
  void anythingElseIsRefusedAndQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4Address.parse(text))
        .withMessage("\"" + text + "\" is not an IPv4 address");
  }

  @Test
  void printedAddressesReadBackAsThemselves() {
    Property.named("IPv4: printed addresses read back as themselves")
        .runs(2_000)
        .check(
            choices -> new Ipv4Address((int) choices.nextLong()),
            address -> assertThat(Ipv4Address.parse(address.toString())).isEqualTo(address));
  }

  @Test
  void bitsCountFromTheMostSignificant() {
    Ipv4Address address = Ipv4Address.parse("128.0.0.1");
    assertThat(address.bit(0)).isTrue();
    assertThat(address.bit(1)).isFalse();
    assertThat(address.bit(30)).isFalse();
    assertThat(address.bit(31)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0.0.0, 255.255.255.255",
    "1, 128.0.0.0, 255.255.255.255",
    "8, 172.0.0.0, 172.255.255.255",
    "20, 172.31.192.0, 172.31.207.255",
    "31, 172.31.200.100, 172.31.200.101",
    "32, 172.31.200.101, 172.31.200.101"
  })
  void maskingClearsAndFillingSetsTheRest(int length, String masked, String filled) {
    Ipv4Address address = Ipv4Address.parse("172.31.200.101");
    assertThat(address.masked(length)).hasToString(masked);
    assertThat(address.filled(length)).hasToString(filled);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.255, 1, 10.0.1.0", "10.0.0.0, -1, 9.255.255.255", "127.255.255.255, 1, 128.0.0.0",
    "255.255.255.255, 1, 0.0.0.0", "0.0.0.0, -1, 255.255.255.255", "0.0.0.0, 4294967296, 0.0.0.0"
  })
  void addingCarriesAndWraps(String address, long offset, String sum) {
    assertThat(Ipv4Address.parse(address).plus(offset)).hasToString(sum);
  }

  @Test
  void orderIsUnsignedAndPutsIpv4First() {
    assertThat(IpAddress.parse("127.255.255.255")).isLessThan(IpAddress.parse("128.0.0.0"));
    assertThat(IpAddress.parse("255.255.255.255")).isLessThan(IpAddress.parse("::"));
    assertThat(IpAddress.parse("::")).isGreaterThan(IpAddress.parse("255.255.255.255"));
    assertThat(IpAddress.parse("7fff::")).isLessThan(IpAddress.parse("8000::"));
    assertThat(IpAddress.parse("::7fff:0:0:0")).isLessThan(IpAddress.parse("::8000:0:0:0"));
    assertThat(IpAddress.parse("1::")).isEqualByComparingTo(IpAddress.parse("1::"));
  }
}
