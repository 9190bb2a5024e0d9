package io.towpath.devices.print;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Entries of lists in the words that IOS-XE and FRR have in common, without the name of the list
 * and without numbers. A list that permits nothing gets one entry that denies everything, because
 * an empty one would permit all.
 */
public final class ListEntries {
  private static final int LONGEST = 32;

  private ListEntries() {}

  /** Entries of a prefix list. */
  public static List<String> of(PrefixList list) {
    List<String> entries = new ArrayList<>();
    for (PrefixList.Entry entry : list.entries()) {
      int from = Math.max(entry.prefix().length(), entry.minLength());
      int to = Math.min(LONGEST, entry.maxLength());
      if (entry.prefix().network() instanceof Ipv4Address && from <= to) {
        entries.add(entry(entry.permit(), entry.prefix(), from, to));
      }
    }
    return orNoPrefix(entries);
  }

  /** Entries that permit these prefixes and all inside them. */
  public static List<String> inside(List<Prefix> prefixes) {
    List<String> entries =
        prefixes.stream()
            .filter(prefix -> prefix.network() instanceof Ipv4Address)
            .map(prefix -> entry(true, prefix, prefix.length(), LONGEST))
            .toList();
    return orNoPrefix(entries);
  }

  /** Entries of a prefix list; if there are none, the one that permits no prefix. */
  public static List<String> orNoPrefix(List<String> entries) {
    return orNothing(entries, "deny 0.0.0.0/0 le 32");
  }

  /**
   * An entry of a prefix list for lengths {@code from…to}; routers want {@code length < ge <= le}.
   */
  public static String entry(boolean permit, Prefix prefix, int from, int to) {
    StringBuilder entry = new StringBuilder(permit ? "permit " : "deny ").append(prefix);
    if (from > prefix.length()) {
      entry.append(" ge ").append(from);
    }
    if (to > prefix.length() && !(to == LONGEST && from > prefix.length())) {
      entry.append(" le ").append(to);
    }
    return entry.toString();
  }

  /** Entries of an AS-path list. */
  public static List<String> of(AsPathList list) {
    List<String> entries =
        list.entries().stream()
            .map(
                entry ->
                    (entry.permit() ? "permit " : "deny ")
                        + (entry.expression().isBlank() ? ".*" : entry.expression().strip()))
            .toList();
    return orNothing(entries, "deny .*");
  }

  /** The entry that permits paths through an AS. */
  public static List<String> pathsThrough(long asn) {
    return List.of("permit _" + asn + "_");
  }

  /** True if a community list has to be an expanded one: lists are of one kind as a whole. */
  public static boolean isExpanded(CommunityList list) {
    return list.entries().stream().anyMatch(ListEntries::isExpression);
  }

  /** Entries of a community list; in an expanded one standard entries become expressions. */
  public static List<String> of(CommunityList list) {
    boolean expanded = isExpanded(list);
    List<String> entries = new ArrayList<>();
    for (CommunityList.Entry entry : list.entries()) {
      String action = entry.permit() ? "permit " : "deny ";
      entries.add(action + (expanded ? expression(entry) : words(entry.communities())));
    }
    return orNothing(entries, "deny internet");
  }

  private static boolean isExpression(CommunityList.Entry entry) {
    return entry.expression() != null || entry.communities().isEmpty();
  }

  private static String expression(CommunityList.Entry entry) {
    if (entry.expression() != null) {
      return entry.expression().strip();
    }
    // Communities stand in the order of their numbers in the text that is compared.
    return entry.communities().isEmpty() || entry.communities().equals(List.of(Community.INTERNET))
        ? ".*"
        : entry.communities().stream()
            .map(community -> "_" + word(community) + "_")
            .collect(Collectors.joining(".*"));
  }

  /** Communities in one line. */
  public static String words(List<Community> communities) {
    return communities.stream().map(ListEntries::word).collect(Collectors.joining(" "));
  }

  private static String word(Community community) {
    return community.equals(Community.INTERNET) ? "internet" : community.toString();
  }

  private static List<String> orNothing(List<String> entries, String denial) {
    return entries.isEmpty() ? List.of(denial) : entries;
  }
}
