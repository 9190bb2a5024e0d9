package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AS numbers and communities. */
class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "65535, 65535",
    "65536, 65536",
    "4294967295, 4294967295",
    "0.1, 1",
    "0.65535, 65535",
    "1.0, 65536",
    "64512.1, 4227858433",
    "65535.65535, 4294967295"
  })
  void asplainAndAsdotAreRead(String text, long asn) {
    assertThat(Asn.parse(text)).isEqualTo(asn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.0",
        "4294967296",
        "99999999999999999999",
        "-1",
        "+65000",
        "65536.0",
        "1.65536",
        ".1",
        "1.",
        "1.2.3",
        "1.+2",
        "1.-2",
        "AS65000",
        " 65000",
        "٦٥٠٠٠"
      })
  void otherAsNumbersAreRefusedAndQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Asn.parse(text))
        .withMessage("\"" + text + "\" is not an AS number");
  }

  @ParameterizedTest
  @CsvSource({
    "64511, false",
    "64512, true",
    "65515, true",
    "65534, true",
    "65535, false",
    "12076, false",
    "4199999999, false",
    "4200000000, true",
    "4294967294, true",
    "4294967295, false"
  })
  void privateAsNumbersAreThoseOfRfc6996(long asn, boolean isPrivate) {
    assertThat(Asn.isPrivate(asn)).isEqualTo(isPrivate);
  }

  @ParameterizedTest
  @CsvSource({
    "65000:100, 65000:100",
    "0:1, 0:1",
    "1, 0:1",
    "65535:65535, 65535:65535",
    "4259840100, 65000:100",
    "no-export, no-export",
    "65535:65281, no-export",
    "4294967042, no-advertise",
    "local-as, local-AS",
    "local-AS, local-AS",
    "internet, 0:0"
  })
  void communitiesAreReadInEveryFormAndPrintedInOne(String text, String printed) {
    assertThat(Community.parse(text)).hasToString(printed);
    assertThat(Community.parse(printed)).isEqualTo(Community.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1:",
        ":1",
        "65536:1",
        "1:65536",
        "-1:1",
        "1:-1",
        "+1:1",
        "1:+1",
        "4294967296",
        "+1",
        "1:2:3",
        "No-Export",
        "٣"
      })
  void otherCommunitiesAreRefusedAndQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Community.parse(text))
        .withMessage("\"" + text + "\" is not a BGP community");
  }

  @Test
  void communitiesAreInUnsignedOrder() {
    assertThat(Stream.of("no-export", "40000:1", "1:2", "1:1").map(Community::parse).sorted())
        .map(Community::toString)
        .containsExactly("1:1", "1:2", "40000:1", "no-export");
  }
}
