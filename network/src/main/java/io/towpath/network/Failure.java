package io.towpath.network;

/**
 * Something that fails. A set of failures on a network is the smallest kind of change: names and
 * ids of everything stay, so that engines can restart from what it touches.
 */
public sealed interface Failure {

  /** What answers call it. */
  String describe();

  /**
   * An interface goes down.
   *
   * @param silent carrier stays: neighbours notice only by timers
   */
  record InterfaceDown(InterfaceRef at, boolean silent) implements Failure {
    @Override
    public String describe() {
      return "interface " + at + (silent ? " silent" : " down");
    }
  }

  /** A cable or broadcast domain is cut: every member interface loses its carrier. */
  record SegmentDown(String segment) implements Failure {
    @Override
    public String describe() {
      return "segment " + segment + " down";
    }
  }

  /** A node stops: nothing of it answers. */
  record NodeDown(String node) implements Failure {
    @Override
    public String describe() {
      return "node " + node + " down";
    }
  }

  /** A tunnel end is held down. */
  record TunnelDown(String node, String tunnel) implements Failure {
    @Override
    public String describe() {
      return "tunnel " + tunnel + " of " + node + " down";
    }
  }

  /** Every BGP session between two nodes is shut down. */
  record SessionDown(String a, String b) implements Failure {
    @Override
    public String describe() {
      return "session " + a + " – " + b + " down";
    }
  }

  /** A filter on a next hop refuses everything: a peering is disconnected. */
  record DeliveryDown(String vrfLayer, String domain) implements Failure {
    @Override
    public String describe() {
      return "delivery from " + vrfLayer + " into " + domain + " down";
    }
  }
}
