package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosCrypto.Reference;
import io.towpath.net.Ipv4Address;

/** {@code crypto ikev2 profile}. */
record Ikev2ProfileMode(CryptoDraft.ProfileDraft profile) implements IkeModes.RouterMode {

  @Override
  public Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "description" -> Outcome.UNDERSTOOD;
      case "match" -> match(line);
      case "identity" -> {
        profile.localIdentity = line.rest(2);
        yield Outcome.of(line.is(1, "local") && line.count() > 3);
      }
      case "authentication" -> authentication(line);
      case "keyring" -> {
        profile.keyring = new Reference(line.number(), line.name(2));
        yield Outcome.of(line.is(1, "local") && line.count() > 2);
      }
      case "ivrf" -> {
        profile.ivrf = new Reference(line.number(), line.name(1));
        yield Outcome.of(line.count() > 1);
      }
      case "dpd" -> {
        profile.dpdSeconds = Math.max(0, line.number(1, 10, 3600));
        profile.dpdRetrySeconds = Math.max(0, line.number(2, 2, 60));
        yield Outcome.of(line.negated() || profile.dpdSeconds > 0);
      }
      // How long an association lives, and NAT keepalives, decide nothing in a settled network.
      case "lifetime", "nat", "initial-contact" -> Outcome.UNDERSTOOD;
      case "config-exchange", "reconnect", "redirect" -> Outcome.of(line.negated());
      case "aaa", "virtual-template", "pki", "anyconnect", "shutdown", "accounting" ->
          Outcome.of(line.negated());
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome match(SourceLine line) {
    switch (line.keyword(1)) {
      case "fvrf" -> {
        profile.fvrf = new Reference(line.number(), line.name(2));
        return Outcome.of(line.count() > 2);
      }
      case "address" -> {
        Ipv4Address local = line.is(2, "local") ? line.address(3) : null;
        if (local != null) {
          profile.localAddresses.add(local);
        }
        // The tunnel names its profile, so that the local side is given anyway.
        return Outcome.of(local != null || line.is(2, "local") && line.is(3, "interface"));
      }
      case "identity" -> {
        if (line.is(2, "remote") && line.count() > 3) {
          profile.remoteIdentities.add(line.rest(3));
          return Outcome.UNDERSTOOD;
        }
        return Outcome.UNSUPPORTED;
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
  }

  /** {@code authentication local|remote pre-share [key [0|6] TEXT]}. */
  private Outcome authentication(SourceLine line) {
    boolean local = line.is(1, "local");
    if (!local && !line.is(1, "remote") || line.count() < 3) {
      return Outcome.UNSUPPORTED;
    }
    IosCrypto.Key key = line.is(3, "key") && line.count() > 4 ? CryptoLines.key(line, 4) : null;
    if (local) {
      profile.localMethod = line.keyword(2);
      profile.localKey = key;
    } else {
      profile.remoteMethod = line.keyword(2);
      profile.remoteKey = key;
    }
    return Outcome.UNDERSTOOD;
  }
}
