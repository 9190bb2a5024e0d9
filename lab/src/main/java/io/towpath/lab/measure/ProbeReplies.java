package io.towpath.lab.measure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which probes of a stream were answered, as {@code ping -D} of iputils prints it.
 *
 * @param sent number of probes; the first has number 1
 * @param answered in the order of their numbers, each once
 */
record ProbeReplies(long sent, List<Answer> answered) {
  private static final Pattern REPLY =
      Pattern.compile(
          "^\\[(\\d+)\\.(\\d{6})] \\d+ bytes from .*icmp_seq=(\\d+) .*time=([0-9.]+) ms.*$");
  private static final Pattern TRANSMITTED = Pattern.compile("^(\\d+) packets transmitted.*$");

  /** Sequence numbers have 16 bits and begin again. */
  private static final long ROUND = 1L << 16;

  ProbeReplies {
    answered = answered.stream().sorted(Comparator.comparingLong(Answer::number)).toList();
  }

  /**
   * A probe that was answered.
   *
   * @param sentMicros when it was sent, microseconds since 1970 on the machine's clock
   * @param tripMicros time until its answer came
   */
  record Answer(long number, long sentMicros, long tripMicros) {}

  /**
   * Reads the output of {@code ping -D}. Errors of routers are no answers, and second answers do
   * not count. Without the closing line, as of a ping that was killed, what came after the last
   * answer is not known to have been sent.
   */
  static ProbeReplies parse(String output) {
    Map<Long, Answer> answered = new LinkedHashMap<>();
    long sent = 0;
    long highest = 0;
    for (String line : output.lines().toList()) {
      Matcher reply = REPLY.matcher(line);
      Matcher closing = TRANSMITTED.matcher(line);
      if (reply.matches()) {
        long number = unwrap(Long.parseLong(reply.group(3)), highest);
        highest = Math.max(highest, number);
        long received = Long.parseLong(reply.group(1)) * 1_000_000 + Long.parseLong(reply.group(2));
        long roundTrip = new BigDecimal(reply.group(4)).movePointRight(3).longValue();
        answered.putIfAbsent(number, new Answer(number, received - roundTrip, roundTrip));
      } else if (closing.matches()) {
        sent = Long.parseLong(closing.group(1));
      }
    }
    return new ProbeReplies(Math.max(sent, highest), new ArrayList<>(answered.values()));
  }

  /** The number nearest to what was seen so far that ends in these 16 bits. */
  private static long unwrap(long sequence, long highest) {
    long number = highest - Math.floorMod(highest, ROUND) + sequence;
    if (number < highest - ROUND / 2) {
      return number + ROUND;
    }
    return number > highest + ROUND / 2 && number >= ROUND ? number - ROUND : number;
  }
}
