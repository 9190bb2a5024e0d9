package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.net.trie.LongestMatchTable;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A forwarding table in arrays; entries are made when they are first read. Thread-safe: an entry
 * that two threads make at once is equal and immutable.
 */
final class CompiledFib implements Fib {
  private final LongestMatchTable table;
  private final int[] networks;
  private final byte[] lengths;
  private final int[] actions;
  private final List<Action> actionList;
  private final @Nullable FibEntry[] entries;

  /** What entries do, and for which class; shared by many prefixes. */
  record Action(String routeClass, List<Forward> forwards) {}

  private CompiledFib(Builder builder) {
    int count = builder.count;
    int[] lengthNumbers = Arrays.copyOf(builder.lengths, count);
    networks = Arrays.copyOf(builder.networks, count);
    actions = Arrays.copyOf(builder.actions, count);
    actionList = List.copyOf(builder.actionList);
    lengths = new byte[count];
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = (byte) lengthNumbers[i];
      places[i] = i;
    }
    entries = new @Nullable FibEntry[count];
    table = LongestMatchTable.of(networks, lengthNumbers, places, count);
  }

  @Override
  public int lookup(int destination) {
    return table.lookup(destination);
  }

  @Override
  public FibEntry entry(int index) {
    FibEntry entry = entries[index];
    if (entry == null) {
      Action action = actionList.get(actions[index]);
      Prefix prefix = new Prefix(new Ipv4Address(networks[index]), lengths[index]);
      entry = new FibEntry(prefix, action.routeClass(), action.forwards());
      entries[index] = entry;
    }
    return entry;
  }

  @Override
  public int size() {
    return networks.length;
  }

  /** Collects prefixes in ascending order, each once. */
  static final class Builder {
    private int[] networks;
    private int[] lengths;
    private int[] actions;
    private int count;
    private final java.util.ArrayList<Action> actionList = new java.util.ArrayList<>();

    Builder(int expected) {
      networks = new int[expected];
      lengths = new int[expected];
      actions = new int[expected];
    }

    /** Number of an action, for {@link #add}. */
    int action(String routeClass, List<Forward> forwards) {
      actionList.add(new Action(routeClass, forwards));
      return actionList.size() - 1;
    }

    void add(int network, int length, int action) {
      if (count == networks.length) {
        int longer = Math.max(16, count * 2);
        networks = Arrays.copyOf(networks, longer);
        lengths = Arrays.copyOf(lengths, longer);
        actions = Arrays.copyOf(actions, longer);
      }
      networks[count] = network;
      lengths[count] = length;
      actions[count++] = action;
    }

    CompiledFib build() {
      return new CompiledFib(this);
    }
  }
}
