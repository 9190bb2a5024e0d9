package io.towpath.forwarding.trace;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Round-trip times as tools print them. */
final class RoundTrip {
  private RoundTrip() {}

  /** The sum of two one-way latencies in nanoseconds; null if one is unknown. */
  static @Nullable Duration of(long there, long back) {
    return there < 0 || back < 0 ? null : Duration.ofNanos(there + back);
  }

  /** Windows: whole milliseconds, {@code <1} below one, {@code ?} if unknown. */
  static String windows(@Nullable Duration rtt) {
    if (rtt == null) {
      return "?";
    }
    long millis = wholeMillis(rtt);
    return millis < 1 ? "<1" : Long.toString(millis);
  }

  /** Milliseconds, rounded from one on; 0 below. */
  static long wholeMillis(Duration rtt) {
    long micros = rtt.toNanos() / 1000;
    return micros < 1000 ? 0 : (micros + 500) / 1000;
  }

  /** {@code traceroute}: milliseconds with three digits behind the point, {@code ?} if unknown. */
  static String linux(@Nullable Duration rtt) {
    if (rtt == null) {
      return "?";
    }
    long micros = (rtt.toNanos() + 500) / 1000;
    return fixed(micros, 1);
  }

  /** Linux {@code ping}: three significant digits, as iputils rounds; {@code ?} if unknown. */
  static String ping(@Nullable Duration rtt) {
    if (rtt == null) {
      return "?";
    }
    long micros = rtt.toNanos() / 1000;
    if (micros >= 100_000 - 50) {
      return fixed(micros + 500, 1000);
    }
    if (micros >= 10_000 - 5) {
      return fixed(micros + 50, 100);
    }
    return micros >= 1000 ? fixed(micros + 5, 10) : fixed(micros, 1);
  }

  private static String fixed(long micros, int unit) {
    long whole = micros / 1000;
    return switch (unit) {
      case 1000 -> Long.toString(whole);
      case 100 -> String.format(Locale.ROOT, "%d.%01d", whole, micros % 1000 / 100);
      case 10 -> String.format(Locale.ROOT, "%d.%02d", whole, micros % 1000 / 10);
      default -> String.format(Locale.ROOT, "%d.%03d", whole, micros % 1000);
    };
  }
}
