package io.towpath.devices.ios;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import java.util.List;

/**
 * A route map.
 *
 * @param name as written, blanks included
 * @param line line of the first clause
 * @param clauses by sequence number
 */
public record IosRouteMap(String name, int line, List<Clause> clauses) {

  public IosRouteMap {
    clauses = List.copyOf(clauses);
  }

  /**
   * A clause.
   *
   * @param line line of its header
   * @param sequence sequence number
   * @param permit permit or deny
   * @param matches all must match; none matches everything
   * @param sets applied in order where a permit clause matches
   */
  public record Clause(
      int line, long sequence, boolean permit, List<Match> matches, List<Set> sets) {
    public Clause {
      matches = List.copyOf(matches);
      sets = List.copyOf(sets);
    }
  }

  /** A condition; the names or values of one line are alternatives. */
  public sealed interface Match {
    /** Line number, 1-based. */
    int line();
  }

  public record MatchPrefixList(int line, List<String> names) implements Match {
    public MatchPrefixList {
      names = List.copyOf(names);
    }
  }

  public record MatchAccessList(int line, List<String> names) implements Match {
    public MatchAccessList {
      names = List.copyOf(names);
    }
  }

  /** {@code match ip next-hop [prefix-list]}. */
  public record MatchNextHop(int line, boolean prefixLists, List<String> names) implements Match {
    public MatchNextHop {
      names = List.copyOf(names);
    }
  }

  public record MatchAsPath(int line, List<String> names) implements Match {
    public MatchAsPath {
      names = List.copyOf(names);
    }
  }

  public record MatchCommunity(int line, List<String> names, boolean exact) implements Match {
    public MatchCommunity {
      names = List.copyOf(names);
    }
  }

  public record MatchTag(int line, List<Long> tags) implements Match {
    public MatchTag {
      tags = List.copyOf(tags);
    }
  }

  public record MatchMetric(int line, long metric) implements Match {}

  public record MatchInterface(int line, List<String> names) implements Match {
    public MatchInterface {
      names = List.copyOf(names);
    }
  }

  /** {@code match source-protocol}: words as written, such as {@code static}, {@code bgp 65000}. */
  public record MatchSourceProtocol(int line, String protocol) implements Match {}

  /** A change to a route. */
  public sealed interface Set {
    /** Line number, 1-based. */
    int line();
  }

  public record SetLocalPreference(int line, long value) implements Set {}

  /** {@code set metric N}, {@code +N}, {@code -N}. */
  public record SetMetric(int line, Change change, long value) implements Set {}

  /** How a number changes. */
  public enum Change {
    TO,
    PLUS,
    MINUS
  }

  public record SetWeight(int line, int value) implements Set {}

  public record SetPrepend(int line, List<Long> asns) implements Set {
    public SetPrepend {
      asns = List.copyOf(asns);
    }
  }

  /** {@code set as-path prepend last-as N}. */
  public record SetPrependLast(int line, int times) implements Set {}

  public record SetCommunity(int line, List<Community> communities, boolean additive)
      implements Set {
    public SetCommunity {
      communities = List.copyOf(communities);
    }
  }

  public record SetNoCommunity(int line) implements Set {}

  public record DeleteCommunities(int line, String list) implements Set {}

  public record SetNextHop(int line, Ipv4Address address) implements Set {}

  public record SetNextHopPeer(int line) implements Set {}

  public record SetNextHopSelf(int line) implements Set {}

  public record SetOrigin(int line, OriginCode origin) implements Set {}

  /** BGP origin codes. */
  public enum OriginCode {
    IGP,
    EGP,
    INCOMPLETE
  }

  public record SetTag(int line, long tag) implements Set {}

  /** {@code set metric-type type-1|type-2}. */
  public record SetMetricType(int line, int type) implements Set {}
}
