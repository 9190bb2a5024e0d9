package io.towpath.network;

/**
 * Names one interface of one node.
 *
 * @param node name of the node
 * @param name name of the interface within the node
 */
public record InterfaceRef(String node, String name) implements Comparable<InterfaceRef> {

  /**
   * Mixes the two names: often both hold the number of the same customer, and then the sum that a
   * record makes is the same modulo 32 for all of them.
   */
  @Override
  public int hashCode() {
    int hash = node.hashCode() * 0x9E3779B1 ^ name.hashCode() * 0x85EBCA6B;
    return hash ^ hash >>> 15;
  }

  @Override
  public int compareTo(InterfaceRef other) {
    int byNode = node.compareTo(other.node);
    return byNode != 0 ? byNode : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return node + ":" + name;
  }
}
