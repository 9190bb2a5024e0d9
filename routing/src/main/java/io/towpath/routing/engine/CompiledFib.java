package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.net.trie.LongestMatchTable;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
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
  private final int[] lengths;
  private final int[] actions;
  private final List<Action> actionList;
  private final @Nullable FibEntry[] entries;

  /** What entries do, and for which class; shared by many prefixes. */
  record Action(String routeClass, List<Forward> forwards) {}

  private CompiledFib(Builder builder, @Nullable CompiledFib template) {
    int count = builder.count;
    actions = Arrays.copyOf(builder.actions, count);
    actionList = List.copyOf(builder.actionList);
    entries = new @Nullable FibEntry[count];
    if (template != null && template.hasPrefixesOf(builder)) {
      table = template.table;
      networks = template.networks;
      lengths = template.lengths;
      return;
    }
    networks = Arrays.copyOf(builder.networks, count);
    lengths = Arrays.copyOf(builder.lengths, count);
    int[] places = new int[count];
    Arrays.setAll(places, i -> i);
    table = LongestMatchTable.of(networks, lengths, places, count);
  }

  private boolean hasPrefixesOf(Builder builder) {
    return networks.length == builder.count
        && Arrays.equals(networks, 0, builder.count, builder.networks, 0, builder.count)
        && Arrays.equals(lengths, 0, builder.count, builder.lengths, 0, builder.count);
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
    private final ArrayList<Action> actionList = new ArrayList<>();

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

    /**
     * The table.
     *
     * @param template a table that probably has the same prefixes; it lends what it has in common
     */
    CompiledFib build(@Nullable CompiledFib template) {
      return new CompiledFib(this, template);
    }
  }
}
