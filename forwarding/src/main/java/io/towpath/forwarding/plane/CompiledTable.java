package io.towpath.forwarding.plane;

import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.List;
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
   */
  record Hop(
      Op op,
      Forward forward,
      int iface,
      int neighbour,
      int domain,
      @Nullable FilterProgram filter,
      int target,
      boolean rewrites) {
    static Hop of(Op op, Forward forward) {
      return new Hop(op, forward, -1, Links.NOBODY, -1, null, 0, false);
    }

    static Hop over(Op op, Forward forward, int iface, int neighbour) {
      return new Hop(op, forward, iface, neighbour, -1, null, 0, false);
    }
  }

  /**
   * A compiled entry.
   *
   * @param receives the packet is for this node
   * @param otherVrf VRF in which to look again, or −1
   */
  record Entry(FibEntry source, Hop[] hops, boolean receives, int otherVrf) {}

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
          case Forward.Receive _ -> new Entry(source, new Hop[0], true, -1);
          case Forward.OtherVrf(int vrf) when forwards.size() == 1 ->
              new Entry(source, new Hop[0], false, vrf);
          default ->
              new Entry(
                  source,
                  forwards.stream().flatMap(f -> compiler.apply(f).stream()).toArray(Hop[]::new),
                  false,
                  -1);
        };
    entries[index] = entry;
    return entry;
  }
}
