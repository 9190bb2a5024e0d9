package io.towpath.devices.print;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much of a router may differ for want of a statement, in its own IPv4 tables.
 *
 * @param everything anything may; the rest says nothing then
 * @param sessions neighbours: what is exchanged with them, and whether
 * @param prefixes destinations: whether and how there is a route
 */
public record Reach(boolean everything, SortedSet<IpAddress> sessions, SortedSet<Prefix> prefixes) {

  /** Nobody can say where it ends. */
  public static final Reach EVERYTHING = new Reach(true, new TreeSet<>(), new TreeSet<>());

  /** Nothing of IPv4. */
  public static final Reach NOTHING = new Reach(false, new TreeSet<>(), new TreeSet<>());

  public Reach {
    sessions = copy(sessions);
    prefixes = copy(prefixes);
  }

  private static <T> SortedSet<T> copy(Collection<T> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  /** One session. */
  public static Reach session(IpAddress neighbour) {
    return new Reach(false, new TreeSet<>(List.of(neighbour)), new TreeSet<>());
  }

  /** One destination. */
  public static Reach prefix(Prefix prefix) {
    return new Reach(false, new TreeSet<>(), new TreeSet<>(List.of(prefix)));
  }

  /** Both together. */
  public Reach and(Reach other) {
    if (everything || other.everything) {
      return EVERYTHING;
    }
    SortedSet<IpAddress> bothSessions = new TreeSet<>(sessions);
    bothSessions.addAll(other.sessions);
    SortedSet<Prefix> bothPrefixes = new TreeSet<>(prefixes);
    bothPrefixes.addAll(other.prefixes);
    return new Reach(false, bothSessions, bothPrefixes);
  }
}
