package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosPolicies.AsPathEntry;
import io.towpath.devices.ios.IosPolicies.CommunityEntry;
import io.towpath.net.Community;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ip as-path access-list} and {@code ip community-list}. */
final class ListLines {

  private ListLines() {}

  static Outcome asPath(Draft draft, SourceLine line) {
    int at = action(line, 4);
    if (line.negated() || !line.is(2, "access-list") || at < 0 || line.count() < at + 2) {
      return Outcome.UNSUPPORTED;
    }
    PolicyDraft.ListDraft<AsPathEntry> list =
        PolicyDraft.list(draft.policies.asPathLists, line.name(3, at), line.number(), false);
    list.put(
        list.nextSequence(1),
        new AsPathEntry(line.number(), line.is(at, "permit"), line.rest(at + 1)));
    return Outcome.UNDERSTOOD;
  }

  static Outcome community(Draft draft, SourceLine line) {
    boolean named = line.is(2, "standard") || line.is(2, "expanded");
    int nameAt = named ? 3 : 2;
    int at = action(line, nameAt + 1);
    if (line.negated() || at < 0) {
      return Outcome.UNSUPPORTED;
    }
    // Lists 1–99 are standard, 100–500 expanded.
    boolean expanded = named ? line.is(2, "expanded") : line.number(2) >= 100;
    boolean permit = line.is(at, "permit");
    List<Community> communities = expanded ? List.of() : communities(line, at + 1, line.count());
    if (communities == null || expanded && line.count() < at + 2) {
      return Outcome.UNSUPPORTED;
    }
    PolicyDraft.ListDraft<CommunityEntry> list =
        PolicyDraft.list(
            draft.policies.communityLists, line.name(nameAt, at), line.number(), expanded);
    list.put(
        list.nextSequence(1),
        new CommunityEntry(
            line.number(), permit, communities, expanded ? line.rest(at + 1) : null));
    return Outcome.UNDERSTOOD;
  }

  private static int action(SourceLine line, int from) {
    for (int i = from; i < line.count(); i++) {
      if (line.is(i, "permit") || line.is(i, "deny")) {
        return i;
      }
    }
    return -1;
  }

  /** Communities at the words {@code from…to}; null if there are none or one is none. */
  static @Nullable List<Community> communities(SourceLine line, int from, int to) {
    List<Community> communities = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Community community = community(line.keyword(i));
      if (community == null) {
        return null;
      }
      communities.add(community);
    }
    return communities.isEmpty() ? null : communities;
  }

  private static @Nullable Community community(String text) {
    int colon = text.indexOf(':');
    switch (text) {
      case "no-export", "no-advertise", "local-as", "internet" -> {
        return Community.parse(text);
      }
      case "gshut" -> {
        // RFC 8326: GRACEFUL_SHUTDOWN.
        return new Community(0xFFFF0000);
      }
      default -> {
        if (colon < 0) {
          long value = 0;
          for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 0xffff_ffffL) {
              return null;
            }
            value = value * 10 + digit;
          }
          return value > 0xffff_ffffL || text.isEmpty() ? null : new Community((int) value);
        }
        int high = Numbers.decimal(text.substring(0, colon));
        int low = Numbers.decimal(text.substring(colon + 1));
        return high < 0 || low < 0 || high > 0xffff || low > 0xffff
            ? null
            : new Community(high << 16 | low);
      }
    }
  }
}
