package io.towpath.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.measure.Loss.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is lost, from what {@code ping -D} of iputils 20221126 prints. */
class LossTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final TimeZero ZERO = new TimeZero(0, Instant.parse("2026-11-29T06:00:00Z"));
  private static final long SECOND = ZERO.wall().getEpochSecond();

  /** Sent every 20 ms from 40 ms before the command; answered after 1 ms, but for some. */
  private static String ping(int sent, List<Integer> unanswered) {
    List<String> lines = new ArrayList<>();
    lines.add("PING 10.2.0.10 (10.2.0.10) 56(84) bytes of data.");
    for (int number = 1; number <= sent; number++) {
      if (!unanswered.contains(number)) {
        lines.add(reply(number, number, "1.00"));
      }
    }
    lines.add("");
    lines.add("--- 10.2.0.10 ping statistics ---");
    lines.add(sent + " packets transmitted, " + (sent - unanswered.size()) + " received, 0% loss");
    lines.add("rtt min/avg/max/mdev = 1.000/1.000/1.000/0.000 ms");
    return String.join("\n", lines) + "\n";
  }

  private static String reply(int sequence, int position, String milliseconds) {
    long micros = SECOND * 1_000_000 + (position - 3) * 20_000L + 1_000;
    return "[%d.%06d] 64 bytes from 10.2.0.10: icmp_seq=%d ttl=60 time=%s ms"
        .formatted(micros / 1_000_000, micros % 1_000_000, sequence, milliseconds);
  }

  private static Loss loss(String output) {
    return Loss.of(ProbeReplies.parse(output), ZERO, INTERVAL);
  }

  @Test
  void nothingLostHasNoGap() {
    assertThat(loss(ping(100, List.of()))).isEqualTo(new Loss(100, 0, null));
  }

  @Test
  void gapLiesBetweenTheSendingsOfAnsweredProbes() {
    Loss loss = loss(ping(100, List.of(4, 5, 6)));
    assertThat(loss.lost()).isEqualTo(3);
    assertThat(loss.longest()).isEqualTo(new Gap(Duration.ZERO, Duration.ofMillis(80), 3, true));
  }

  @Test
  void longestOfSeveralGapsCountsAndAllLossesAreAdded() {
    Loss loss = loss(ping(100, List.of(10, 20, 21, 22, 40, 41)));
    assertThat(loss.lost()).isEqualTo(6);
    assertThat(loss.longest())
        .isEqualTo(new Gap(Duration.ofMillis(320), Duration.ofMillis(400), 3, true));
  }

  @Test
  void lossUntilTheEndIsAGapThatHasNotEnded() {
    Loss loss = loss(ping(10, List.of(8, 9, 10)));
    assertThat(loss.lost()).isEqualTo(3);
    assertThat(loss.longest())
        .isEqualTo(new Gap(Duration.ofMillis(80), Duration.ofMillis(140), 3, false));
  }

  @Test
  void probesUnderWayWhenTheStreamEndsAreNotLost() {
    assertThat(loss(ping(10, List.of(9, 10)))).isEqualTo(new Loss(8, 0, null));
    String far = reply(1, 1, "75.0") + "\n6 packets transmitted, 1 received, 83% packet loss\n";
    assertThat(loss(far)).isEqualTo(new Loss(1, 0, null));
  }

  @Test
  void lossFromTheBeginningIsAGapThatEnds() {
    Loss loss = loss(ping(10, List.of(1, 2, 3)));
    assertThat(loss.longest())
        .isEqualTo(new Gap(Duration.ofMillis(-40), Duration.ofMillis(20), 3, true));
  }

  @Test
  void gapThatHasNotEndedIsAsLongAsTheKeptIntervalSays() {
    String output =
        reply(1, 1, "1.00") + "\n" + reply(2, 3, "1.00") + "\n12 packets transmitted, 2 received\n";
    Gap gap = loss(output).longest();
    assertThat(gap).isNotNull();
    assertThat(gap.length()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void streamWithoutAnyAnswerIsLostAsAWhole() {
    Loss loss = loss("PING\n\n50 packets transmitted, 0 received, 100% packet loss, time 980ms\n");
    assertThat(loss)
        .isEqualTo(new Loss(50, 50, new Gap(Duration.ZERO, Duration.ofSeconds(1), 50, false)));
  }

  @Test
  void errorOfARouterIsNoAnswer() {
    String output =
        ping(6, List.of(3))
            .replace(
                reply(4, 4, "1.00"),
                "[%d.000000] From 10.1.0.1 icmp_seq=3 Destination Net Unreachable\n%s"
                    .formatted(SECOND, reply(4, 4, "1.00")));
    assertThat(loss(output).lost()).isEqualTo(1);
  }

  @Test
  void secondAnswerToOneProbeDoesNotCount() {
    String output =
        ping(6, List.of())
            .replace(
                reply(2, 2, "1.00"), reply(2, 2, "1.00") + "\n" + reply(2, 3, "9.00") + " (DUP!)");
    assertThat(loss(output)).isEqualTo(new Loss(6, 0, null));
  }

  @Test
  void lateAnswerOutOfOrderIsNoLoss() {
    String output =
        String.join(
            "\n",
            reply(1, 1, "1.00"),
            reply(3, 3, "1.00"),
            reply(2, 4, "41.0"),
            "3 packets transmitted, 3 received, 0% packet loss, time 40ms");
    assertThat(loss(output)).isEqualTo(new Loss(3, 0, null));
  }

  @Test
  void sequenceNumbersBeginAgainAfterSixteenBits() {
    List<String> lines = new ArrayList<>();
    for (int number = 1; number <= 70_000; number++) {
      if (number != 65_536 && number != 69_000) {
        lines.add(reply(number & 0xffff, number, "1.00"));
      }
    }
    lines.add("70000 packets transmitted, 69998 received, 0.003% packet loss, time 1400s");
    Loss loss = loss(String.join("\n", lines));
    assertThat(loss.sent()).isEqualTo(70_000);
    assertThat(loss.lost()).isEqualTo(2);
  }

  @Test
  void pingThatWasKilledHasSentWhatWasAnswered() {
    Loss loss = loss(reply(1, 1, "1.00") + "\n" + reply(4, 4, "1.00") + "\n");
    assertThat(loss.sent()).isEqualTo(4);
    assertThat(loss.lost()).isEqualTo(2);
  }

  @Test
  void longRoundTripCountsFromTheSending() {
    String output =
        reply(1, 1, "1.00") + "\n" + reply(3, 3, "31.0") + "\n3 packets transmitted, 2 received\n";
    Gap gap = loss(output).longest();
    assertThat(gap).isNotNull();
    // The third probe was answered 40 ms after the first, and sent 30 ms earlier than that.
    assertThat(gap.length()).isEqualTo(Duration.ofMillis(10));
  }
}
