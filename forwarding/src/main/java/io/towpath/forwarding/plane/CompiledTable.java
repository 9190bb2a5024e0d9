package io.towpath.forwarding.plane;

import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A forwarding table with its entries compiled for one data plane: names resolved to ids,
 * neighbours looked up, members of groups laid out as alternatives. Entries are compiled when they
 * are first met. Thread-safe: an entry that two threads compile at once is equal and immutable.
 */
final class CompiledTable {

  /** What an alternative does with a packet. */
  enum Op {
    /** To a neighbour that is known. */
    SEND,
    /** To the owner of the destination on an interface. */
    ATTACHED,
    /** To the owner of the destination in a domain. */
    DELIVER,
    INTO_TUNNEL,
    DISCARD,
    /** The domain knows nobody who owns the address. */
    NO_OWNER,
    /** No member of the group is healthy. */
    NO_MEMBER,
    /** An alternative beside others that leads to another VRF, or to a neighbour by IPv6. */
    UNSUPPORTED
  }

  /**
   * One alternative of an entry.
   *
   * @param forward what it was compiled from
   * @param iface interface to leave by, or −1
   * @param neighbour see {@link Links}
   * @param domain id of a domain, or −1
   * @param filter filter on the next hop, or null
   * @param target address that a group rewrites the destination to
   * @param rewrites true if it does
   * @param symmetricGroup the group whose member this is, if it treats both directions of a flow
   *     alike; null otherwise
   */
  record Hop(
      Op op,
      Forward forward,
      int iface,
      int neighbour,
      int domain,
      @Nullable FilterProgram filter,
      int target,
      boolean rewrites,
      @Nullable String symmetricGroup) {
    static Hop of(Op op, Forward forward) {
      return new Hop(op, forward, -1, Links.NOBODY, -1, null, 0, false, null);
    }

    static Hop over(Op op, Forward forward, int iface, int neighbour) {
      return new Hop(op, forward, iface, neighbour, -1, null, 0, false, null);
    }

    Hop in(int of) {
      return new Hop(op, forward, iface, neighbour, of, filter, target, rewrites, symmetricGroup);
    }
  }

  /**
   * A compiled entry.
   *
   * @param receives the packet is for this node
   * @param otherVrf VRF in which to look again, or −1
   * @param symmetricGroup the group whose members all alternatives are, if it treats both
   *     directions of a flow alike; null otherwise
   */
  record Entry(
      FibEntry source,
      Hop[] hops,
      boolean receives,
      int otherVrf,
      @Nullable String symmetricGroup) {
    static Entry of(FibEntry source, Hop[] hops) {
      return new Entry(source, hops, false, -1, symmetricGroup(hops));
    }

    static Entry alone(FibEntry source, boolean receives, int otherVrf) {
      return new Entry(source, new Hop[0], receives, otherVrf, null);
    }

    private static @Nullable String symmetricGroup(Hop[] hops) {
      String group = hops[0].symmetricGroup();
      for (Hop hop : hops) {
        if (!Objects.equals(group, hop.symmetricGroup())) {
          return null;
        }
      }
      return group;
    }
  }

  private final Fib fib;
  private final Function<Forward, List<Hop>> compiler;
  private final @Nullable Entry[] entries;

  /**
   * A table with nothing compiled yet.
   *
   * @param compiler the alternatives behind a next hop; at least one
   */
  CompiledTable(Fib fib, Function<Forward, List<Hop>> compiler) {
    this.fib = fib;
    this.compiler = compiler;
    this.entries = new @Nullable Entry[fib.size()];
  }

  /** The entry of the longest prefix that contains a destination, or null. */
  @Nullable Entry lookup(int destination) {
    int index = fib.lookup(destination);
    if (index == Fib.MISS) {
      return null;
    }
    Entry entry = entries[index];
    return entry != null ? entry : compile(index);
  }

  private Entry compile(int index) {
    FibEntry source = fib.entry(index);
    List<Forward> forwards = source.forwards();
    Entry entry =
        switch (forwards.getFirst()) {
          case Forward.Receive _ -> Entry.alone(source, true, -1);
          case Forward.OtherVrf(int vrf) when forwards.size() == 1 ->
              Entry.alone(source, false, vrf);
          default ->
              Entry.of(
                  source,
                  forwards.stream().flatMap(f -> compiler.apply(f).stream()).toArray(Hop[]::new));
        };
    entries[index] = entry;
    return entry;
  }
}
