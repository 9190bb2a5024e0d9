package io.towpath.bench;

import org.jspecify.annotations.Nullable;

/**
 * The textbook longest prefix match, one object a bit: what compiled tables are measured against.
 */
final class ObjectTrie {
  private static final class Node {
    @Nullable Node zero;
    @Nullable Node one;
    int value = -1;
  }

  private final Node root = new Node();

  ObjectTrie(InternetPrefixes prefixes) {
    for (int i = 0; i < prefixes.count(); i++) {
      put(prefixes.networks()[i], prefixes.lengths()[i], prefixes.values()[i]);
    }
  }

  private void put(int network, int length, int value) {
    Node node = root;
    for (int bits = network, depth = 0; depth < length; depth++, bits <<= 1) {
      Node next = bits < 0 ? node.one : node.zero;
      if (next == null) {
        next = new Node();
        if (bits < 0) {
          node.one = next;
        } else {
          node.zero = next;
        }
      }
      node = next;
    }
    node.value = value;
  }

  /** The value of the longest prefix that contains the address, or −1. */
  int lookup(int address) {
    int longest = -1;
    int bits = address;
    for (Node node = root; node != null; bits <<= 1) {
      if (node.value >= 0) {
        longest = node.value;
      }
      node = bits < 0 ? node.one : node.zero;
    }
    return longest;
  }
}
