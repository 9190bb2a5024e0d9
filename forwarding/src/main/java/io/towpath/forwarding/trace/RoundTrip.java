package io.towpath.forwarding.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Round-trip times as tools print them. */
final class RoundTrip {
  private RoundTrip() {}

  /** Windows: whole milliseconds, {@code <1} below one, {@code ?} if unknown. */
  static String windows(@Nullable Duration rtt) {
    if (rtt == null) {
      return "?";
    }
    long micros = rtt.toNanos() / 1000;
    return micros < 1000 ? "<1" : Long.toString((micros + 500) / 1000);
  }

  /** Linux: milliseconds with three digits, {@code ?} if unknown. */
  static String linux(@Nullable Duration rtt) {
    if (rtt == null) {
      return "?";
    }
    long micros = (rtt.toNanos() + 500) / 1000;
    return micros / 1000 + "." + String.format("%03d", micros % 1000);
  }
}
