package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Origins, findings, unsupported lines and packet headers. */
class FindingTest {
  private static final FindingKind KIND = FindingKind.warning("TP1001", "t", "e", "f");

  @Test
  void originsAreOrderedByFileLineColumnResourceAndMember() {
    List<Origin> ordered =
        List.of(
            Origin.NONE,
            new Origin(null, 0, 0, "/a", null),
            Origin.line("a.cfg", 0),
            Origin.line("a.cfg", 2),
            Origin.at("a.cfg", 2, 1),
            Origin.at("a.cfg", 2, 1).ofResource("/a", null),
            Origin.at("a.cfg", 2, 1).ofResource("/a", "x"),
            Origin.at("a.cfg", 2, 1).ofResource("/b", null),
            Origin.line("a.cfg", 10),
            Origin.line("b.cfg", 1));
    assertThat(shuffled(ordered)).containsExactlyElementsOf(ordered);
  }

  @Test
  void anOriginPrintsThePlaceThatAReaderCanOpen() {
    assertThat(Origin.at("a.cfg", 3, 7)).hasToString("a.cfg:3");
    assertThat(Origin.line("a.cfg", 0)).hasToString("a.cfg");
    assertThat(Origin.at("a.json", 3, 7).ofResource("/id", "x")).hasToString("a.json:3");
    assertThat(Origin.NONE.ofResource("/id", "x")).hasToString("/id");
    assertThat(Origin.NONE).hasToString("(default)");
  }

  @Test
  void findingsAreOrderedBySeverityThenPlaceAndOnlyEqualOnesAreEqual() {
    Origin first = Origin.line("a", 1);
    Origin second = Origin.line("a", 2);
    Finding error = Finding.error("TP1002", first, "m", "f");
    List<Finding> ordered =
        List.of(
            Finding.error("TP1001", first, "m", "f"),
            error,
            error.affecting(List.of("n")),
            error.byRule("R8"),
            Finding.error("TP1002", first, "m", "g"),
            Finding.error("TP1002", first, "n", "f"),
            Finding.error("TP1001", second, "a", "a"),
            KIND.at(first, "m", "f"),
            KIND.with(Severity.INFO).at(first, "m", ""));
    assertThat(shuffled(ordered)).containsExactlyInAnyOrderElementsOf(ordered);
    assertThat(shuffled(ordered)).isEqualTo(shuffled(ordered.reversed()));
    assertThat(shuffled(ordered))
        .extracting(
            f -> f.severity().word() + " " + f.origin() + " " + f.code() + " " + f.message())
        .containsExactly(
            "error a:1 TP1001 m",
            "error a:1 TP1002 m",
            "error a:1 TP1002 m",
            "error a:1 TP1002 m",
            "error a:1 TP1002 m",
            "error a:1 TP1002 n",
            "error a:2 TP1001 a",
            "warning a:1 TP1001 m",
            "info a:1 TP1001 m");
    for (Finding one : ordered) {
      for (Finding other : ordered) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void aFindingKeepsWhatItAffectsAndTheRuleThroughEachCopy() {
    List<String> elements = new ArrayList<>(List.of("hub"));
    Finding finding = KIND.at(Origin.NONE, "m", "f").byRule("R8").affecting(elements);
    elements.clear();
    assertThat(finding.rule()).isEqualTo("R8");
    assertThat(finding.affects()).containsExactly("hub");
    assertThat(finding.byRule("R9").affects()).containsExactly("hub");
    Origin place = Origin.line("a", 1);
    assertThat(finding.restated(place, "n"))
        .isEqualTo(KIND.at(place, "n", "f").byRule("R8").affecting(List.of("hub")));
  }

  @Test
  void aFindingOfAKindHasItsCodeSeverityRuleAndFix() {
    FindingKind kind = FindingKind.info("TP2001", "R8", "t", "e", "general");
    assertThat(kind.at(Origin.NONE, "m"))
        .isEqualTo(
            new Finding("TP2001", Severity.INFO, "m", "general", Origin.NONE, "R8", List.of()));
    assertThat(kind.with(Severity.ERROR).at(Origin.NONE, "m", "").severity())
        .isEqualTo(Severity.ERROR);
    assertThat(FindingKind.warning("TP2001", "t", "e", "f").at(Origin.NONE, "m").rule()).isNull();
  }

  @Test
  void unsupportedLinesAreOrderedByPlaceThenText() {
    List<Unsupported> ordered =
        List.of(
            new Unsupported(Origin.line("a", 1), "x", List.of()),
            new Unsupported(Origin.line("a", 1), "y", List.of("n")),
            new Unsupported(Origin.line("a", 1), "y", List.of("o")),
            new Unsupported(Origin.line("a", 2), "a", List.of()));
    assertThat(shuffled(ordered)).containsExactlyElementsOf(ordered);
  }

  @Test
  void invalidInputSpeaksWithItsFirstFinding() {
    Finding finding = Finding.error("TP1001", Origin.NONE, "broken", "mend it");
    assertThat(new InvalidInputException(finding)).hasMessage("broken");
    assertThat(new InvalidInputException(finding).findings()).containsExactly(finding);
  }

  @Test
  void theAnswerToAPacketGoesBackToItsSourcePort() {
    IpAddress a = IpAddress.parse("10.0.0.1");
    IpAddress b = IpAddress.parse("10.0.0.2");
    assertThat(new PacketHeader(a, b, PacketHeader.TCP, 50000, 443).reversed())
        .isEqualTo(new PacketHeader(b, a, PacketHeader.TCP, 443, 50000));
    assertThat(PacketHeader.echo(a, b).reversed())
        .isEqualTo(new PacketHeader(b, a, PacketHeader.ICMP, PacketHeader.ECHO_REPLY, 0));
    IpAddress v6 = IpAddress.parse("::1");
    assertThat(PacketHeader.echo(v6, v6))
        .isEqualTo(new PacketHeader(v6, v6, PacketHeader.ICMPV6, 128, 0));
    assertThat(PacketHeader.echo(v6, v6).reversed().sourcePort()).isEqualTo(129);
  }

  @Test
  void onlyIcmpErrorsAreErrors() {
    IpAddress a = IpAddress.parse("10.0.0.1");
    assertThat(new PacketHeader(a, a, PacketHeader.ICMP, 11, 0).isIcmpError()).isTrue();
    assertThat(new PacketHeader(a, a, PacketHeader.ICMP, 3, 1).isIcmpError()).isTrue();
    assertThat(PacketHeader.echo(a, a).isIcmpError()).isFalse();
    assertThat(new PacketHeader(a, a, PacketHeader.UDP, 11, 3).isIcmpError()).isFalse();
    IpAddress v6 = IpAddress.parse("::1");
    assertThat(new PacketHeader(v6, v6, PacketHeader.ICMPV6, 3, 0).isIcmpError()).isTrue();
    assertThat(PacketHeader.echo(v6, v6).isIcmpError()).isFalse();
  }

  @Test
  void aPacketDoesNotChangeItsFamily() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacketHeader.echo(IpAddress.parse("::1"), IpAddress.parse("10.0.0.1")))
        .withMessage("a packet from ::1 cannot go to 10.0.0.1, another family");
  }

  private static <T extends Comparable<? super T>> List<T> shuffled(List<T> values) {
    List<T> copy = new ArrayList<>(values);
    Collections.shuffle(copy, new Random(7));
    Collections.sort(copy);
    return copy;
  }
}
