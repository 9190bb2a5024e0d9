package io.towpath.net.trie;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map from prefixes of both families to values that answers by longest match, by cover and in
 * order.
 *
 * <p>Order is that of {@link Prefix}: IPv4 first, then by network, supernets before their subnets.
 * Neither the order of insertion nor what was removed again can be seen from outside. Not safe for
 * use by several threads while one of them changes it.
 *
 * @param <V> what a prefix maps to; never null
 */
public final class PrefixTrie<V> {
  /*
   * A Patricia trie for each family: a node stands for the bits that all below it share; a node
   * without value has two children, since one that would have fewer is cut out again. So n prefixes
   * take less than 2n nodes and no operation visits more than 33 or 129 of them.
   *
   * Bits are left-aligned in two longs, an IPv4 address being the upper half of the first; a
   * prefix therefore compares in two masked words, whatever its family.
   */

  /** A prefix and its value. */
  public record Entry<V>(Prefix prefix, V value) {}

  private static final class Node<V> {
    final long high;
    final long low;
    final int length;
    @Nullable Entry<V> entry;
    @Nullable Node<V> zero;
    @Nullable Node<V> one;

    Node(long high, long low, int length) {
      this.high = high;
      this.low = low;
      this.length = length;
    }

    boolean covers(long otherHigh, long otherLow, int otherLength) {
      return length <= otherLength && sharedBits(high, low, otherHigh, otherLow) >= length;
    }

    @Nullable Node<V> child(boolean bit) {
      return bit ? one : zero;
    }

    void setChild(boolean bit, @Nullable Node<V> child) {
      if (bit) {
        one = child;
      } else {
        zero = child;
      }
    }
  }

  private @Nullable Node<V> ipv4;
  private @Nullable Node<V> ipv6;
  private int size;

  /** Number of prefixes. */
  public int size() {
    return size;
  }

  /** True without any prefix. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Maps the prefix to the value; returns what it was mapped to before, or null. */
  public @Nullable V put(Prefix prefix, V value) {
    Node<V> node = nodeFor(prefix);
    Entry<V> before = node.entry;
    node.entry = new Entry<>(prefix, value);
    if (before == null) {
      size++;
      return null;
    }
    return before.value();
  }

  /** The value of exactly this prefix; if there is none, the supplied one, which it then has. */
  public V computeIfAbsent(Prefix prefix, Supplier<V> supplier) {
    V present = get(prefix);
    if (present != null) {
      return present;
    }
    V value = supplier.get();
    put(prefix, value);
    return value;
  }

  /** Removes the prefix; returns what it was mapped to, or null. */
  public @Nullable V remove(Prefix prefix) {
    long high = high(prefix.network());
    long low = low(prefix.network());
    Node<V> grandparent = null;
    Node<V> parent = null;
    Node<V> node = root(prefix);
    while (node != null && node.length < prefix.length()) {
      if (!node.covers(high, low, prefix.length())) {
        return null;
      }
      grandparent = parent;
      parent = node;
      node = node.child(bit(high, low, node.length));
    }
    if (node == null || node.entry == null || !node.entry.prefix().equals(prefix)) {
      return null;
    }
    V removed = node.entry.value();
    node.entry = null;
    size--;
    cutOut(prefix, node, parent);
    if (parent != null) {
      cutOut(prefix, parent, grandparent);
    }
    return removed;
  }

  /** The value of exactly this prefix, or null. */
  public @Nullable V get(Prefix prefix) {
    Entry<V> entry = longestCovering(prefix);
    return entry != null && entry.prefix().length() == prefix.length() ? entry.value() : null;
  }

  /** The longest prefix that contains the address. */
  public Optional<Entry<V>> longestMatch(IpAddress address) {
    return Optional.ofNullable(longestCovering(Prefix.host(address)));
  }

  /** The longest prefix that covers this one, itself included. */
  public Optional<Entry<V>> longestMatch(Prefix prefix) {
    return Optional.ofNullable(longestCovering(prefix));
  }

  /** All prefixes that cover this one, itself included, shortest first. */
  public List<Entry<V>> covering(Prefix prefix) {
    List<Entry<V>> found = new ArrayList<>();
    long high = high(prefix.network());
    long low = low(prefix.network());
    Node<V> node = root(prefix);
    while (node != null && node.covers(high, low, prefix.length())) {
      if (node.entry != null) {
        found.add(node.entry);
      }
      if (node.length == prefix.length()) {
        break;
      }
      node = node.child(bit(high, low, node.length));
    }
    return found;
  }

  /** All prefixes that contain the address, shortest first. */
  public List<Entry<V>> covering(IpAddress address) {
    return covering(Prefix.host(address));
  }

  /** All prefixes that this one covers, itself included, in order. */
  public List<Entry<V>> covered(Prefix prefix) {
    List<Entry<V>> found = new ArrayList<>();
    visit(
        top(prefix),
        (covered, value) -> {
          found.add(new Entry<>(covered, value));
          return true;
        });
    return found;
  }

  /** True if this prefix covers one that is in the map. */
  public boolean coversAny(Prefix prefix) {
    return !visit(top(prefix), (_, _) -> false);
  }

  /** All prefixes in order, as they are now. */
  public List<Entry<V>> entries() {
    List<Entry<V>> found = new ArrayList<>(size);
    forEach((prefix, value) -> found.add(new Entry<>(prefix, value)));
    return found;
  }

  /** Visits all prefixes in order; the visitor does not change the trie. */
  public void forEach(BiConsumer<Prefix, V> visitor) {
    BiPredicate<Prefix, V> all =
        (prefix, value) -> {
          visitor.accept(prefix, value);
          return true;
        };
    visit(ipv4, all);
    visit(ipv6, all);
  }

  /** Nodes of both families: less than two a prefix. */
  int nodes() {
    return nodes(ipv4) + nodes(ipv6);
  }

  private static <V> int nodes(@Nullable Node<V> node) {
    return node == null ? 0 : 1 + nodes(node.zero) + nodes(node.one);
  }

  /** In order, until the visitor says false; true if it never does. */
  private static <V> boolean visit(@Nullable Node<V> node, BiPredicate<Prefix, V> visitor) {
    if (node == null) {
      return true;
    }
    Entry<V> entry = node.entry;
    return (entry == null || visitor.test(entry.prefix(), entry.value()))
        && visit(node.zero, visitor)
        && visit(node.one, visitor);
  }

  private @Nullable Entry<V> longestCovering(Prefix prefix) {
    long high = high(prefix.network());
    long low = low(prefix.network());
    Entry<V> longest = null;
    Node<V> node = root(prefix);
    while (node != null && node.covers(high, low, prefix.length())) {
      if (node.entry != null) {
        longest = node.entry;
      }
      if (node.length == prefix.length()) {
        break;
      }
      node = node.child(bit(high, low, node.length));
    }
    return longest;
  }

  /** The highest node that the prefix covers. */
  private @Nullable Node<V> top(Prefix prefix) {
    long high = high(prefix.network());
    long low = low(prefix.network());
    Node<V> node = root(prefix);
    while (node != null && node.length < prefix.length()) {
      if (!node.covers(high, low, prefix.length())) {
        return null;
      }
      node = node.child(bit(high, low, node.length));
    }
    return node != null && sharedBits(high, low, node.high, node.low) >= prefix.length()
        ? node
        : null;
  }

  /** The node of exactly this prefix, made if there is none. */
  private Node<V> nodeFor(Prefix prefix) {
    long high = high(prefix.network());
    long low = low(prefix.network());
    int length = prefix.length();
    Node<V> parent = null;
    Node<V> node = root(prefix);
    while (node != null && node.covers(high, low, length)) {
      if (node.length == length) {
        return node;
      }
      parent = node;
      node = node.child(bit(high, low, node.length));
    }
    Node<V> made = new Node<>(high, low, length);
    if (node == null) {
      replace(prefix, parent, made);
      return made;
    }
    int shared = Math.min(length, sharedBits(high, low, node.high, node.low));
    if (shared == length) {
      made.setChild(bit(node.high, node.low, length), node);
      replace(prefix, parent, made);
      return made;
    }
    Node<V> fork = new Node<>(maskHigh(high, shared), maskLow(low, shared), shared);
    fork.setChild(bit(high, low, shared), made);
    fork.setChild(bit(node.high, node.low, shared), node);
    replace(prefix, parent, fork);
    return made;
  }

  /** Takes a node without value out again unless it forks. */
  private void cutOut(Prefix prefix, Node<V> node, @Nullable Node<V> parent) {
    if (node.entry == null && (node.zero == null || node.one == null)) {
      Node<V> rest = node.zero == null ? node.one : node.zero;
      if (parent == null) {
        setRoot(prefix, rest);
      } else {
        parent.setChild(bit(node.high, node.low, parent.length), rest);
      }
    }
  }

  private void replace(Prefix prefix, @Nullable Node<V> parent, Node<V> child) {
    if (parent == null) {
      setRoot(prefix, child);
    } else {
      parent.setChild(bit(child.high, child.low, parent.length), child);
    }
  }

  private @Nullable Node<V> root(Prefix prefix) {
    return switch (prefix.family()) {
      case IPV4 -> ipv4;
      case IPV6 -> ipv6;
    };
  }

  private void setRoot(Prefix prefix, @Nullable Node<V> node) {
    switch (prefix.family()) {
      case IPV4 -> ipv4 = node;
      case IPV6 -> ipv6 = node;
    }
  }

  private static long high(IpAddress address) {
    return switch (address) {
      case Ipv4Address(int bits) -> (long) bits << 32;
      case Ipv6Address(long high, long _) -> high;
    };
  }

  private static long low(IpAddress address) {
    return switch (address) {
      case Ipv4Address _ -> 0;
      case Ipv6Address(long _, long low) -> low;
    };
  }

  private static boolean bit(long high, long low, int index) {
    return (index < 64 ? high << index : low << (index - 64)) < 0;
  }

  /** Leading bits that two keys share, up to 128. */
  private static int sharedBits(long high, long low, long otherHigh, long otherLow) {
    int shared = Long.numberOfLeadingZeros(high ^ otherHigh);
    return shared < 64 ? shared : 64 + Long.numberOfLeadingZeros(low ^ otherLow);
  }

  private static long maskHigh(long high, int length) {
    return length >= 64 ? high : length == 0 ? 0 : high & -1L << (64 - length);
  }

  private static long maskLow(long low, int length) {
    return length <= 64 ? 0 : length >= 128 ? low : low & -1L << (128 - length);
  }
}
