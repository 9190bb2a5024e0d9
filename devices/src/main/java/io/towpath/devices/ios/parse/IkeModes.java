package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosCrypto.Reference;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of {@code crypto}, except IKEv2 profiles. */
final class IkeModes {

  private IkeModes() {}

  /** A block whose lines that are not understood could change the whole router. */
  interface RouterMode extends Mode {
    @Override
    default Scope scope() {
      return new Scope.Router();
    }
  }

  static List<String> keywords(SourceLine line, int from) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < line.count(); i++) {
      words.add(line.keyword(i));
    }
    return words;
  }

  /** {@code crypto ikev2 proposal}. */
  record Ikev2Proposal(CryptoDraft.ProposalDraft proposal) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      switch (line.keyword(0)) {
        case "description" -> {}
        case "encryption" -> proposal.encryption = keywords(line, 1);
        case "integrity" -> proposal.integrity = keywords(line, 1);
        case "prf" -> proposal.pseudoRandom = keywords(line, 1);
        case "group" -> proposal.groups = keywords(line, 1);
        default -> {
          return Outcome.UNKNOWN;
        }
      }
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code crypto ikev2 policy}. */
  record Ikev2Policy(CryptoDraft.PolicyDraft policy) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      switch (line.keyword(0)) {
        case "description" -> {
          return Outcome.UNDERSTOOD;
        }
        case "match" -> {
          if (line.is(1, "fvrf") && line.count() > 2) {
            policy.fvrf = new Reference(line.number(), line.name(2));
            return Outcome.UNDERSTOOD;
          }
          Ipv4Address local = line.is(2, "local") ? line.address(3) : null;
          if (local != null) {
            policy.localAddresses.add(local);
          }
          return Outcome.of(local != null);
        }
        case "proposal" -> {
          if (line.count() > 1) {
            policy.proposals.add(new Reference(line.number(), line.name(1)));
          }
          return Outcome.of(line.count() > 1);
        }
        default -> {
          return Outcome.UNKNOWN;
        }
      }
    }
  }

  /** {@code crypto ikev2 keyring}. */
  record Ikev2Keyring(Draft draft, CryptoDraft.KeyringDraft keyring) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      if (!line.is(0, "peer") || line.count() < 2) {
        return line.is(0, "description") ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
      }
      int number = line.number();
      draft.open(
          new Ikev2Peer(
              keyring.peers.computeIfAbsent(
                  line.name(1), key -> new CryptoDraft.PeerDraft(key, number))));
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code peer} in a keyring. */
  record Ikev2Peer(CryptoDraft.PeerDraft peer) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      return switch (line.keyword(0)) {
        case "description", "hostname" -> Outcome.UNDERSTOOD;
        case "address" -> {
          Ipv4Address address = line.address(1);
          int mask = line.count() > 2 ? line.maskLength(2) : 32;
          if (address == null || mask < 0) {
            yield Outcome.UNSUPPORTED;
          }
          peer.address = address;
          peer.mask = mask;
          yield Outcome.UNDERSTOOD;
        }
        case "identity" -> {
          peer.identity = line.rest(1);
          yield Outcome.UNDERSTOOD;
        }
        case "pre-shared-key" -> key(line);
        default -> Outcome.UNKNOWN;
      };
    }

    private Outcome key(SourceLine line) {
      boolean local = line.is(1, "local") && line.count() > 2;
      boolean remote = line.is(1, "remote") && line.count() > 2;
      int at = local || remote ? 2 : 1;
      if (at >= line.count()) {
        return Outcome.UNSUPPORTED;
      }
      IosCrypto.Key key = CryptoLines.key(line, at);
      if (!remote) {
        peer.localKey = key;
      }
      if (!local) {
        peer.remoteKey = key;
      }
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code crypto isakmp policy}. */
  record IsakmpPolicy(CryptoDraft.IsakmpPolicyDraft policy) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      switch (line.keyword(0)) {
        case "encr", "encryption" -> policy.encryption = line.rest(1);
        case "hash" -> policy.hash = line.keyword(1);
        case "authentication" -> policy.authentication = line.keyword(1);
        case "group" -> policy.group = line.keyword(1);
        case "lifetime" -> {
          int seconds = line.number(1, 60, 86_400);
          if (seconds < 0) {
            return Outcome.UNSUPPORTED;
          }
          policy.lifetimeSeconds = seconds;
        }
        default -> {
          return Outcome.UNKNOWN;
        }
      }
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code crypto keyring}: IKEv1 keys of a front-door VRF. */
  record IsakmpKeyring(Draft draft, @Nullable String vrf) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      return switch (line.keyword(0)) {
        case "description" -> Outcome.UNDERSTOOD;
        case "pre-shared-key" -> readKey(line);
        // Keys are looked up by the address of the peer, from whatever local address.
        case "local-address" -> Outcome.UNDERSTOOD;
        case "rsa-pubkey" -> Outcome.UNSUPPORTED;
        default -> Outcome.UNKNOWN;
      };
    }

    private Outcome readKey(SourceLine line) {
      Ipv4Address address = line.address(2);
      int key = line.find(3, "key");
      int mask = key == 4 ? line.maskLength(3) : 32;
      if (!line.is(1, "address") || address == null || mask < 0 || key < 0) {
        return Outcome.UNSUPPORTED;
      }
      boolean everyone = address.bits() == 0;
      draft.crypto.isakmpKeys.add(
          new IosCrypto.IsakmpKey(
              line.number(),
              CryptoLines.key(line, key + 1),
              everyone ? null : address,
              everyone ? 0 : mask,
              vrf));
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code crypto isakmp profile}. */
  record IsakmpProfile(CryptoDraft.IsakmpProfileDraft profile) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      return switch (line.keyword(0)) {
        case "keyring" -> {
          profile.keyring = new Reference(line.number(), line.name(1));
          yield Outcome.UNDERSTOOD;
        }
        case "vrf" -> {
          profile.vrf = new Reference(line.number(), line.name(1));
          yield Outcome.UNDERSTOOD;
        }
        case "description", "keepalive", "local-address" -> Outcome.UNDERSTOOD;
        case "match" -> Outcome.of(line.is(1, "identity") && line.is(2, "address"));
        case "self-identity",
            "virtual-template",
            "ca",
            "client",
            "isakmp",
            "accounting",
            "initiate" ->
            Outcome.UNSUPPORTED;
        default -> Outcome.UNKNOWN;
      };
    }
  }

  /** {@code crypto ipsec transform-set}. */
  record TransformSet(CryptoDraft.TransformSetDraft set) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      if (!line.is(0, "mode") || !line.is(1, "tunnel") && !line.is(1, "transport")) {
        return Outcome.UNKNOWN;
      }
      set.transport = line.is(1, "transport");
      return Outcome.UNDERSTOOD;
    }
  }

  /** {@code crypto ipsec profile}. */
  record IpsecProfile(CryptoDraft.IpsecProfileDraft profile) implements RouterMode {
    @Override
    public Outcome accept(SourceLine line) {
      return switch (line.keyword(0)) {
        case "description" -> Outcome.UNDERSTOOD;
        case "responder-only" -> {
          profile.responderOnly = !line.negated();
          yield Outcome.UNDERSTOOD;
        }
        case "set" -> line.negated() ? Outcome.UNSUPPORTED : set(line);
        case "reverse-route", "dialer" -> Outcome.UNSUPPORTED;
        default -> Outcome.UNKNOWN;
      };
    }

    private Outcome set(SourceLine line) {
      int number = line.number();
      switch (line.keyword(1)) {
        case "transform-set" -> {
          for (int i = 2; i < line.count(); i++) {
            profile.transformSets.add(new Reference(number, line.word(i)));
          }
        }
        case "ikev2-profile" -> profile.ikev2Profile = new Reference(number, line.name(2));
        case "isakmp-profile" -> profile.isakmpProfile = new Reference(number, line.name(2));
        case "pfs" -> profile.perfectForwardSecrecy = line.count() > 2 ? line.keyword(2) : "group1";
        case "security-association", "dscp" -> {
          return Outcome.UNDERSTOOD;
        }
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
      return Outcome.UNDERSTOOD;
    }
  }
}
