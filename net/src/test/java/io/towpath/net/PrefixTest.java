package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.testkit.Choices;
import io.towpath.testkit.Generator;
import io.towpath.testkit.Property;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8, 10.255.255.255",
    "10.2.30.142/25, 10.2.30.128/25, 10.2.30.255",
    "1.2.3.4/0, 0.0.0.0/0, 255.255.255.255",
    "1.2.3.4, 1.2.3.4/32, 1.2.3.4",
    "192.168.30.1/31, 192.168.30.0/31, 192.168.30.1",
    "2001:DB8::1/32, 2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "::1, ::1/128, ::1",
    "fe80::1/64, fe80::/64, fe80::ffff:ffff:ffff:ffff",
    "8000::/1, 8000::/1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void hostBitsAreClearedAndTheTextFormIsOne(String written, String canonical, String last) {
    Prefix prefix = Prefix.parse(written);
    assertThat(prefix).hasToString(canonical).isEqualTo(Prefix.parse(canonical));
    assertThat(prefix.last()).hasToString(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8 ",
        "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10.0.0/8", "::/129", "::/1000", "::/٣", "/8"
      })
  void whatIsNoPrefixIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prefix.parse(text))
        .withMessageContaining("is not an IP");
  }

  @Test
  void lengthsOutsideTheFamilyAreRefused() {
    Ipv4Address address = new Ipv4Address(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prefix(address, 33))
        .withMessage("prefix length /33 is outside 0…32");
    assertThatIllegalArgumentException().isThrownBy(() -> new Prefix(address, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Prefix(new Ipv6Address(0, 0), 129));
  }

  @Test
  void aNetworkIsReadWithoutHostBitsOnly() {
    assertThat(Prefix.parseNetwork("10.1.0.0/16")).isEqualTo(Prefix.parse("10.1.0.0/16"));
    assertThat(Prefix.parseNetwork("10.1.0.1")).isEqualTo(Prefix.parse("10.1.0.1/32"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prefix.parseNetwork("10.1.0.1/16"))
        .withMessage("\"10.1.0.1/16\" has bits behind its length; the network is 10.1.0.0/16");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, true, true", "10.0.0.0/8, 10.255.0.0/16, true, true",
    "10.255.0.0/16, 10.0.0.0/8, false, true", "10.0.0.0/8, 11.0.0.0/8, false, false",
    "10.0.0.0/9, 10.128.0.0/9, false, false", "0.0.0.0/0, 255.255.255.255/32, true, true",
    "0.0.0.0/0, ::/0, false, false", "::/0, 0.0.0.0/0, false, false",
    "::/0, ffff::/16, true, true", "2001:db8::/64, 2001:db8:0:1::/64, false, false",
    "2001:db8::/63, 2001:db8:0:1::/64, true, true"
  })
  void coverAndOverlapAreDecidedByTheSharedBits(
      String one, String other, boolean covers, boolean overlaps) {
    assertThat(Prefix.parse(one).covers(Prefix.parse(other))).isEqualTo(covers);
    assertThat(Prefix.parse(one).overlaps(Prefix.parse(other))).isEqualTo(overlaps);
  }

  @Test
  void aPrefixContainsFromItsFirstToItsLastAddress() {
    Prefix prefix = Prefix.parse("10.2.30.0/25");
    assertThat(prefix.contains(IpAddress.parse("10.2.29.255"))).isFalse();
    assertThat(prefix.contains(IpAddress.parse("10.2.30.0"))).isTrue();
    assertThat(prefix.contains(IpAddress.parse("10.2.30.127"))).isTrue();
    assertThat(prefix.contains(IpAddress.parse("10.2.30.128"))).isFalse();
    assertThat(Prefix.DEFAULT_IPV4.contains(IpAddress.parse("::ffff:1.2.3.4"))).isFalse();
  }

  @Test
  void hostsAndDefaultsKnowWhatTheyAre() {
    assertThat(Prefix.host(IpAddress.parse("10.0.0.1")).isHost()).isTrue();
    assertThat(Prefix.host(IpAddress.parse("::1")).length()).isEqualTo(128);
    assertThat(Prefix.parse("10.0.0.0/31").isHost()).isFalse();
    assertThat(Prefix.parse("::/32").isHost()).isFalse();
    assertThat(Prefix.defaultRoute(AddressFamily.IPV4)).hasToString("0.0.0.0/0");
    assertThat(Prefix.defaultRoute(AddressFamily.IPV6)).hasToString("::/0");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.4, 10.0.0.4, 10.0.0.4/32",
    "10.0.0.3, 10.0.0.9, 10.0.0.3/32 10.0.0.4/30 10.0.0.8/31",
    "0.0.0.0, 255.255.255.255, 0.0.0.0/0",
    "255.255.255.254, 255.255.255.255, 255.255.255.254/31"
  })
  void aRangeIsTheFewestPrefixesThatHoldIt(String first, String last, String prefixes) {
    assertThat(Prefix.range(Ipv4Address.parse(first), Ipv4Address.parse(last)))
        .extracting(Prefix::toString)
        .containsExactly(prefixes.split(" "));
  }

  @Test
  void aRangeDoesNotEndBeforeItBegins() {
    assertThatThrownBy(
            () -> Prefix.range(Ipv4Address.parse("10.0.0.2"), Ipv4Address.parse("10.0.0.1")))
        .hasMessageContaining("10.0.0.2-10.0.0.1");
  }

  @Test
  void orderIsFamilyThenNetworkThenSupernetsFirst() {
    List<String> ordered =
        List.of(
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.0.0.0/9",
            "10.0.0.0/32",
            "10.128.0.0/9",
            "128.0.0.0/1",
            "::/0",
            "2001:db8::/32",
            "2001:db8::/64",
            "8000::/1");
    assertThat(ordered.reversed().stream().map(Prefix::parse).sorted().map(Prefix::toString))
        .containsExactlyElementsOf(ordered);
  }

  private record Pair(Prefix one, Prefix other) {}

  private static Generator<Prefix> nestingPrefixes(AddressFamily family) {
    return choices -> {
      long bits = choices.oneOf(List.of(0L, -1L, Long.MIN_VALUE)) ^ (long) choices.nextInt(4) << 62;
      IpAddress address =
          family == AddressFamily.IPV4
              ? new Ipv4Address((int) (bits >> 32))
              : new Ipv6Address(bits, bits);
      return new Prefix(address, choices.between(0, family.bits()));
    };
  }

  private static Pair pair(Choices choices, AddressFamily family) {
    Generator<Prefix> prefixes = nestingPrefixes(family);
    return new Pair(prefixes.from(choices), prefixes.from(choices));
  }

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void coveringIsContainingFirstAndLastAndOrderPutsSupernetsFirst(AddressFamily family) {
    Property.named("Prefix: cover, overlap and order agree, " + family)
        .runs(2_000)
        .check(
            choices -> pair(choices, family),
            pair -> {
              Prefix one = pair.one;
              Prefix other = pair.other;
              boolean covers = one.contains(other.network()) && one.contains(other.last());
              assertThat(one.covers(other)).isEqualTo(covers);
              // Two prefixes either nest or are apart.
              assertThat(one.overlaps(other))
                  .isEqualTo(
                      Stream.of(other.network(), other.last()).anyMatch(one::contains)
                          || Stream.of(one.network(), one.last()).anyMatch(other::contains));
              if (covers) {
                assertThat(one).isLessThanOrEqualTo(other);
              }
              assertThat(Prefix.parse(one.toString())).isEqualTo(one);
            });
  }
}
