package io.towpath.network;

import io.towpath.net.Origin;
import java.util.List;

/** An AS-path access list: ordered expressions over the text of an AS path; no match denies. */
public record AsPathList(String name, List<Entry> entries, Origin origin) {
  public AsPathList {
    entries = List.copyOf(entries);
  }

  /**
   * One entry.
   *
   * @param expression regular expression in the IOS dialect, where {@code _} is a border
   */
  public record Entry(boolean permit, String expression, Origin origin) {}
}
