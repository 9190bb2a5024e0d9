package io.towpath.devices.ios;

import io.towpath.net.Community;
import io.towpath.net.Prefix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named lists and route maps, each by name in the order of first mention.
 *
 * @param prefixLists {@code ip prefix-list}, entries by sequence number
 * @param asPathLists {@code ip as-path access-list}
 * @param communityLists {@code ip community-list}
 * @param routeMaps {@code route-map}, clauses by sequence number
 * @param accessLists numbered and named ACLs
 */
public record IosPolicies(
    Map<String, PrefixList> prefixLists,
    Map<String, AsPathList> asPathLists,
    Map<String, CommunityList> communityLists,
    Map<String, IosRouteMap> routeMaps,
    Map<String, IosAccessList> accessLists) {

  public IosPolicies {
    prefixLists = Collections.unmodifiableMap(new LinkedHashMap<>(prefixLists));
    asPathLists = Collections.unmodifiableMap(new LinkedHashMap<>(asPathLists));
    communityLists = Collections.unmodifiableMap(new LinkedHashMap<>(communityLists));
    routeMaps = Collections.unmodifiableMap(new LinkedHashMap<>(routeMaps));
    accessLists = Collections.unmodifiableMap(new LinkedHashMap<>(accessLists));
  }

  /** A prefix list. */
  public record PrefixList(String name, int line, List<PrefixEntry> entries) {
    public PrefixList {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An entry of a prefix list.
   *
   * @param shortest least prefix length that matches ({@code ge}, or the prefix's own)
   * @param longest greatest prefix length that matches ({@code le}, or as IOS-XE derives it)
   */
  public record PrefixEntry(
      int line, long sequence, boolean permit, Prefix prefix, int shortest, int longest) {}

  /** An as-path list; the entries are tried in order. */
  public record AsPathList(String name, int line, List<AsPathEntry> entries) {
    public AsPathList {
      entries = List.copyOf(entries);
    }
  }

  /** An entry of an as-path list, with the expression as written. */
  public record AsPathEntry(int line, boolean permit, String expression) {}

  /** A community list; the entries are tried in order. */
  public record CommunityList(
      String name, int line, boolean expanded, List<CommunityEntry> entries) {
    public CommunityList {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An entry of a community list.
   *
   * @param communities all of which a route must carry (standard list)
   * @param expression regular expression over the communities (expanded list); null in a standard
   */
  public record CommunityEntry(
      int line, boolean permit, List<Community> communities, @Nullable String expression) {
    public CommunityEntry {
      communities = List.copyOf(communities);
    }
  }
}
