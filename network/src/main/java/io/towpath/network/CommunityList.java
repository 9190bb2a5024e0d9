package io.towpath.network;

import io.towpath.net.Community;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A community list; the first entry that matches decides, no match denies. */
public record CommunityList(String name, List<Entry> entries, Origin origin) {
  public CommunityList {
    entries = List.copyOf(entries);
  }

  /**
   * One entry.
   *
   * @param communities standard list: all of these must be present; empty with an expression
   * @param expression expanded list: regular expression over the communities' text, or null
   */
  public record Entry(
      boolean permit, List<Community> communities, @Nullable String expression, Origin origin) {
    public Entry {
      communities = communities.stream().sorted().toList();
    }
  }
}
