package io.towpath.network;

/**
 * Names one VRF of one node. The global table of a router is the VRF {@link Vrf#DEFAULT}.
 *
 * @param node name of the node
 * @param name name of the VRF within the node
 */
public record VrfRef(String node, String name) implements Comparable<VrfRef> {

  @Override
  public int compareTo(VrfRef other) {
    int byNode = node.compareTo(other.node);
    return byNode != 0 ? byNode : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name.equals(Vrf.DEFAULT) ? node : node + "/" + name;
  }
}
