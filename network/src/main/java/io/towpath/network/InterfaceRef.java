package io.towpath.network;

/**
 * Names one interface of one node.
 *
 * @param node name of the node
 * @param name name of the interface within the node
 */
public record InterfaceRef(String node, String name) implements Comparable<InterfaceRef> {

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
