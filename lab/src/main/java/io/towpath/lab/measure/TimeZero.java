package io.towpath.lab.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The moment from which times count. Durations come from the monotonic clock; programs that stamp
 * their lines do so with the clock on the wall, which is tied to the other at this moment.
 *
 * @param nanos of the monotonic clock
 * @param wall the same moment on the wall
 */
record TimeZero(long nanos, Instant wall) {

  static TimeZero now(InstantSource clock) {
    return new TimeZero(System.nanoTime(), clock.instant());
  }

  /** Time since this moment. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Where a stamp lies; negative before this moment. */
  Duration of(Instant stamp) {
    return Duration.between(wall, stamp);
  }

  /** Where a stamp in microseconds since 1970 lies. */
  Duration ofMicros(long stamp) {
    return Duration.of(stamp - ChronoUnit.MICROS.between(Instant.EPOCH, wall), ChronoUnit.MICROS);
  }
}
