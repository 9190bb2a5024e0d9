package io.towpath.lab.run;

import io.towpath.network.Failure;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a lab is down; everything that is not named is up. The supervisor compares two of these
 * and acts on the difference, so that failures may overlap and be restored in any order.
 *
 * @param lines state of interfaces that are not up
 * @param stopped spaces whose node has stopped or waits as a standby: no daemon runs, every
 *     interface is down
 * @param sessions BGP sessions that are shut, each at one end
 * @param tunnels names of tunnels that are held down
 * @param failures all failures, for the agent
 */
public record Conditions(
    SortedMap<Port, Line> lines,
    SortedSet<String> stopped,
    SortedSet<Session> sessions,
    SortedSet<String> tunnels,
    List<Failure> failures) {

  /** Nothing is down. */
  public static final Conditions NONE =
      new Conditions(new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), List.of());

  public Conditions {
    lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    stopped = Collections.unmodifiableSortedSet(new TreeSet<>(stopped));
    sessions = Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
    tunnels = Collections.unmodifiableSortedSet(new TreeSet<>(tunnels));
    failures = List.copyOf(failures);
  }

  /** State of an interface. */
  public enum Line {
    UP,
    /** Set down; the far end of its cable loses its carrier. */
    DOWN,
    /** Every frame is dropped, in and out; the carrier stays. */
    SILENT
  }

  /** An interface: space and Linux name. */
  public record Port(String space, String iface) implements Comparable<Port> {
    @Override
    public int compareTo(Port other) {
      int bySpace = space.compareTo(other.space);
      return bySpace != 0 ? bySpace : iface.compareTo(other.iface);
    }
  }

  /** One end of a BGP session: space of the speaker and address of its peer. */
  public record Session(String space, String peer) implements Comparable<Session> {
    @Override
    public int compareTo(Session other) {
      int bySpace = space.compareTo(other.space);
      return bySpace != 0 ? bySpace : peer.compareTo(other.peer);
    }
  }

  /** State of one interface. */
  public Line line(Port port) {
    return lines.getOrDefault(port, Line.UP);
  }
}
