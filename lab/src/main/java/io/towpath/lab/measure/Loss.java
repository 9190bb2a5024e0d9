package io.towpath.lab.measure;

import io.towpath.lab.measure.ProbeReplies.Answer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream of probes lost. Probes that were still under way when it ended do not count.
 *
 * @param sent probes sent
 * @param lost of these without an answer
 * @param longest the longest time without an answer; null if no probe was lost
 */
public record Loss(long sent, long lost, @Nullable Gap longest) {

  /**
   * A time without an answer: from the sending of the last probe that was answered to the sending
   * of the next that was. What was broken was so for at most this time, and for at least this time
   * less two intervals of the stream.
   *
   * @param from since the command; negative if it began before
   * @param until since the command
   * @param probes lost in it
   * @param ended false if no later probe was answered; it then lasts to the last one sent
   */
  public record Gap(Duration from, Duration until, long probes, boolean ended) {
    public Duration length() {
      return until.minus(from);
    }
  }

  /**
   * The loss of a stream.
   *
   * @param asked interval between two probes; the machine may have kept to a longer one
   */
  static Loss of(ProbeReplies replies, TimeZero zero, Duration asked) {
    List<Answer> answered = replies.answered();
    Duration interval = interval(answered, asked);
    Gap longest = answered.isEmpty() ? null : before(answered.getFirst(), zero, interval);
    for (int i = 1; i < answered.size(); i++) {
      Answer before = answered.get(i - 1);
      Answer next = answered.get(i);
      long missing = next.number() - before.number() - 1;
      if (missing > 0) {
        longest =
            longer(
                longest,
                new Gap(
                    zero.ofMicros(before.sentMicros()),
                    zero.ofMicros(next.sentMicros()),
                    missing,
                    true));
      }
    }
    long last = answered.isEmpty() ? 0 : answered.getLast().number();
    long unanswered = replies.sent() - last;
    long underWay = answered.isEmpty() ? 0 : underWay(answered.getLast(), interval);
    if (unanswered <= underWay) {
      return new Loss(last, last - answered.size(), longest);
    }
    if (unanswered > 0) {
      Duration from =
          answered.isEmpty() ? Duration.ZERO : zero.ofMicros(answered.getLast().sentMicros());
      Duration until = from.plus(interval.multipliedBy(unanswered));
      longest = longer(longest, new Gap(from, until, unanswered, false));
    }
    return new Loss(replies.sent(), replies.sent() - answered.size(), longest);
  }

  /** The mean interval of what was answered: kernels round up to their tick. */
  private static Duration interval(List<Answer> answered, Duration asked) {
    if (answered.size() < 2) {
      return asked;
    }
    Answer first = answered.getFirst();
    Answer last = answered.getLast();
    long micros = (last.sentMicros() - first.sentMicros()) / (last.number() - first.number());
    return micros > 0 ? Duration.of(micros, ChronoUnit.MICROS) : asked;
  }

  /** Probes from the first one on that were not answered; null if the first was. */
  private static @Nullable Gap before(Answer first, TimeZero zero, Duration interval) {
    long missing = first.number() - 1;
    Duration until = zero.ofMicros(first.sentMicros());
    return missing == 0
        ? null
        : new Gap(until.minus(interval.multipliedBy(missing)), until, missing, true);
  }

  /** How many probes may be sent before the answer to one can be there, and one more. */
  private static long underWay(Answer last, Duration interval) {
    return last.tripMicros() * 1_000 / interval.toNanos() + 2;
  }

  private static Gap longer(@Nullable Gap one, Gap other) {
    return one != null && one.length().compareTo(other.length()) >= 0 ? one : other;
  }
}
