package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.towpath.testkit.Property;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {

  /** RFC 5952: what is written on the left has the one text form on the right. */
  @ParameterizedTest
  @CsvSource({
    // §4.1 leading zeros
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "2001:0DB8:0000:00aa:0a00:0000:000a:00a0, 2001:db8:0:aa:a00:0:a:a0",
    // §4.2.1 shorten as much as possible
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8::0:1, 2001:db8::1",
    // §4.2.2 not one group alone
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    // §4.2.3 the longest run; the first of equal ones
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:0:0:2:0:0:0:0, 1:0:0:2::",
    "0:0:0:1:0:0:0:0, 0:0:0:1::",
    "0:0:1:1:1:1:0:0, ::1:1:1:1:0:0",
    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    // §4.3 lower case
    "2001:DB8:ABCD:EF::, 2001:db8:abcd:ef::",
    // the ends
    "0:0:0:0:0:0:0:0, ::",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    // §5 an IPv4 address inside
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::FFFF:c000:201, ::ffff:192.0.2.1",
    "::ffff:0:0, ::ffff:0.0.0.0",
    "::1.2.3.4, ::102:304",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "1::5:1.2.3.4, 1::5:102:304",
    "::ffff:0:0:0, ::ffff:0:0:0",
    "::1:ffff:1.2.3.4, ::1:ffff:102:304"
  })
  void everyAddressHasOneTextForm(String written, String canonical) {
    assertThat(Ipv6Address.parse(written)).hasToString(canonical);
    assertThat(Ipv6Address.parse(canonical)).isEqualTo(Ipv6Address.parse(written));
    assertThat(IpAddress.parse(written)).isEqualTo(Ipv6Address.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1::2::3",
        "1:::2",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":1::",
        "1::2:",
        "12345::",
        "g::",
        "::٣",
        "::-1",
        "::+1",
        " ::1",
        "::1 ",
        "fe80::1%eth0",
        "fe80::%1",
        "[::1]",
        "::1/128",
        "1.2.3.4::",
        "1:1.2.3.4::5",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "::1.2.3.256",
        "::01.2.3.4"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv6Address.parse(text))
        .withMessageContaining("is not an IPv");
  }

  @Test
  void printedAddressesReadBackAsThemselvesHereAndInTheJdk() {
    Property.named("IPv6: printed addresses read back as themselves")
        .runs(5_000)
        .check(
            // Groups are often zero, so that runs of every length and place occur.
            choices -> {
              long[] halves = new long[2];
              for (int group = 0; group < 8; group++) {
                int value = choices.nextInt(3) == 0 ? choices.nextInt(1 << 16) : 0;
                halves[group / 4] = halves[group / 4] << 16 | value;
              }
              return new Ipv6Address(halves[0], halves[1]);
            },
            address -> {
              assertThat(Ipv6Address.parse(address.toString())).isEqualTo(address);
              byte[] bytes =
                  ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
              InetAddress expected = InetAddress.getByAddress(bytes);
              assertThat(InetAddress.getByName(address.toString())).isEqualTo(expected);
            });
  }

  @Test
  void bitsCountFromTheMostSignificantAcrossBothHalves() {
    Ipv6Address address = Ipv6Address.parse("8000:0:0:1:8000::1");
    for (int bit = 0; bit < 128; bit++) {
      assertThat(address.bit(bit))
          .as("bit %s", bit)
          .isEqualTo(bit == 0 || bit == 63 || bit == 64 || bit == 127);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "1, ::, 7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "48, 2001:db8:1::, 2001:db8:1:ffff:ffff:ffff:ffff:ffff",
    "63, 2001:db8:1:fffe::, 2001:db8:1:ffff:ffff:ffff:ffff:ffff",
    "64, 2001:db8:1:ffff::, 2001:db8:1:ffff:ffff:ffff:ffff:ffff",
    "65, 2001:db8:1:ffff:8000::, 2001:db8:1:ffff:ffff:ffff:ffff:ffff",
    "127, 2001:db8:1:ffff:8000::2, 2001:db8:1:ffff:8000::3",
    "128, 2001:db8:1:ffff:8000::3, 2001:db8:1:ffff:8000::3"
  })
  void maskingClearsAndFillingSetsTheRest(int length, String masked, String filled) {
    Ipv6Address address = Ipv6Address.parse("2001:db8:1:ffff:8000::3");
    assertThat(address.masked(length)).hasToString(masked);
    assertThat(address.filled(length)).hasToString(filled);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:ffff:ffff:ffff, 1, 0:0:0:1::",
    "0:0:0:1::, -1, ::ffff:ffff:ffff:ffff",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 1, ::",
    "::, -1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::, 0, 2001:db8::",
    "::8000:0:0:0, 9223372036854775807, ::ffff:ffff:ffff:ffff",
    "0:0:0:1::, -9223372036854775808, ::8000:0:0:0",
    "::, -9223372036854775808, ffff:ffff:ffff:ffff:8000::"
  })
  void addingCarriesBorrowsAndWraps(String address, long offset, String sum) {
    assertThat(Ipv6Address.parse(address).plus(offset)).hasToString(sum);
  }
}
