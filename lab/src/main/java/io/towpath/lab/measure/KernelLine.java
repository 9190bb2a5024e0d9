package io.towpath.lab.measure;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code ip -ts monitor link route nexthop}, in UTC.
 *
 * @param at when the kernel's message was read
 * @param what the line without its time
 */
record KernelLine(Instant at, ChangeKind kind, String what) {
  private static final Pattern STAMPED = Pattern.compile("^\\[([0-9T:.-]+)] (.*\\S)\\s*$");
  private static final Pattern LINK = Pattern.compile("^(Deleted )?\\d+: \\S+:? .*$");

  /** Reads a line; null if it continues the one before, or tells of the kernel's own table. */
  static @Nullable KernelLine parse(String line) {
    Matcher stamped = STAMPED.matcher(line);
    if (!stamped.matches()) {
      return null;
    }
    String what = stamped.group(2);
    if (what.contains(" table local ")) {
      return null; // Own and broadcast addresses: they forward nothing.
    }
    Instant at = LocalDateTime.parse(stamped.group(1)).toInstant(ZoneOffset.UTC);
    ChangeKind kind = LINK.matcher(what).matches() ? ChangeKind.LINK : ChangeKind.KERNEL_TABLE;
    return new KernelLine(at, kind, what);
  }
}
