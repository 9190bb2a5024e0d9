package io.towpath.routing.live;

import io.towpath.net.IpAddress;

/** Why a tunnel is down: the condition of R104 that fails. */
public sealed interface TunnelCause {

  /** Word in lowerCamelCase, stable in machine-readable answers. */
  String code();

  /** One sentence for people, without a full stop. */
  String text();

  /** No tunnel end of the network answers at the remote address. */
  record NoPeer(IpAddress remote) implements TunnelCause {
    @Override
    public String code() {
      return "noPeer";
    }

    @Override
    public String text() {
      return "no tunnel end answers at " + remote;
    }
  }

  /** A translation leads the remote address to where no tunnel ends. */
  record TranslatedElsewhere(IpAddress remote, String node, IpAddress inside)
      implements TunnelCause {
    @Override
    public String code() {
      return "noPeer";
    }

    @Override
    public String text() {
      return node + " translates " + remote + " to " + inside + ", where no tunnel ends";
    }
  }

  /** An end without remote address that nobody calls. */
  record NobodyCalls() implements TunnelCause {
    @Override
    public String code() {
      return "noPeer";
    }

    @Override
    public String text() {
      return "no tunnel end names this one as its remote";
    }
  }

  /** The peer expects packets of another address. */
  record RemoteMismatch(String node, IpAddress expected, IpAddress found) implements TunnelCause {
    @Override
    public String code() {
      return "remoteAddressMismatch";
    }

    @Override
    public String text() {
      return node + " expects " + expected + ", the peer sends from " + found;
    }
  }

  /** The two ends encapsulate differently. */
  record KindMismatch(String a, String b) implements TunnelCause {
    @Override
    public String code() {
      return "encapsulationMismatch";
    }

    @Override
    public String text() {
      return "the ends encapsulate differently: " + a + " and " + b;
    }
  }

  /** An end is administratively down. */
  record Disabled(String node) implements TunnelCause {
    @Override
    public String code() {
      return "disabled";
    }

    @Override
    public String text() {
      return "shut down at " + node;
    }
  }

  /** IKEv1 against IKEv2. */
  record ProtocolMismatch(int a, int b) implements TunnelCause {
    @Override
    public String code() {
      return "protocolMismatch";
    }

    @Override
    public String text() {
      return "IKEv" + a + " against IKEv" + b;
    }
  }

  /** The pre-shared keys differ in at least one direction (R103). */
  record PreSharedKeyMismatch(String from, String to) implements TunnelCause {
    @Override
    public String code() {
      return "preSharedKeyMismatch";
    }

    @Override
    public String text() {
      return "the pre-shared key that " + from + " presents is not the one that " + to + " expects";
    }
  }

  /** No common proposal of phase 1 or 2. */
  record ProposalMismatch(int phase, String a, String b) implements TunnelCause {
    @Override
    public String code() {
      return phase == 1 ? "ikeProposalMismatch" : "ipsecProposalMismatch";
    }

    @Override
    public String text() {
      return "no common phase " + phase + " proposal: " + a + " against " + b;
    }
  }

  /** An end expects another identity. */
  record IdentityMismatch(String node, String expected, String found) implements TunnelCause {
    @Override
    public String code() {
      return "identityMismatch";
    }

    @Override
    public String text() {
      return node + " expects the identity " + expected + ", the peer presents " + found;
    }
  }

  /** Neither end opens, or none answers (R100). */
  record ModeMismatch() implements TunnelCause {
    @Override
    public String code() {
      return "modeMismatch";
    }

    @Override
    public String text() {
      return "no end opens that the other one answers";
    }
  }

  /** The traffic selectors of the ends share nothing. */
  record SelectorMismatch() implements TunnelCause {
    @Override
    public String code() {
      return "selectorMismatch";
    }

    @Override
    public String text() {
      return "the traffic selectors of the two ends share nothing";
    }
  }

  /** A node or the underlay interface is down. */
  record EndDown(String element) implements TunnelCause {
    @Override
    public String code() {
      return "endDown";
    }

    @Override
    public String text() {
      return element + " is down";
    }
  }

  /** Packets of the tunnel do not arrive. */
  record UnderlayBlocked(String from, String packets, String detail) implements TunnelCause {
    @Override
    public String code() {
      return "underlayUnreachable";
    }

    @Override
    public String text() {
      return packets + " from " + from + " does not arrive: " + detail;
    }
  }

  /** Each end fails to open, for a reason of its own. */
  record BothWays(TunnelCause first, TunnelCause second) implements TunnelCause {
    @Override
    public String code() {
      return first.code();
    }

    @Override
    public String text() {
      return first.text() + "; from the other end: " + second.text();
    }
  }

  /** A failure holds the tunnel down. */
  record HeldDown() implements TunnelCause {
    @Override
    public String code() {
      return "heldDown";
    }

    @Override
    public String text() {
      return "held down";
    }
  }
}
