package io.towpath.network;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * A prefix list; the first entry that matches decides, no match denies.
 *
 * @param name as written
 */
public record PrefixList(String name, List<Entry> entries, Origin origin) {
  public PrefixList {
    entries = List.copyOf(entries);
  }

  /**
   * One entry: covered by {@code prefix} and of length {@code minLength…maxLength}.
   *
   * @param sequence number in the list
   */
  public record Entry(
      int sequence, boolean permit, Prefix prefix, int minLength, int maxLength, Origin origin) {
    /** True if {@code candidate} falls under this entry. */
    public boolean matches(Prefix candidate) {
      return candidate.length() >= minLength
          && candidate.length() <= maxLength
          && prefix.covers(candidate);
    }
  }

  /** True if the list permits {@code candidate}. */
  public boolean permits(Prefix candidate) {
    for (Entry entry : entries) {
      if (entry.matches(candidate)) {
        return entry.permit();
      }
    }
    return false;
  }
}
