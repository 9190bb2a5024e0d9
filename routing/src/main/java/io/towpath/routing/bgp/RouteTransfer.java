package io.towpath.routing.bgp;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.PolicyEvaluation.NextHopRule;

/**
 * What happens to a route between the Loc-RIB of one speaker and the Adj-RIB-In of the next: {@link
 * #send} with the rules and policies of the sending end, then {@link #receive} with those of the
 * receiving end. Both leave their result in {@link #path}, {@link #nextHop} and {@link
 * #attributes}. For one thread.
 */
final class RouteTransfer {
  /** In place of an attribute set: nothing was sent. */
  static final int NOT_SENT = -1;

  static final int AS_LOOP = -2;
  static final int ORIGINATOR_LOOP = -3;
  static final int CLUSTER_LOOP = -4;
  static final int POLICY_DENIED = -5;

  /** In place of an end: the speaker has no route. */
  static final int NO_ROUTE = -1;

  private final BgpTopology topology;
  private final Interner interner;
  private final PathTable paths;
  private final AttributeTable attributeSets;
  private final SentPaths sentPaths;
  private final PolicyEvaluation evaluation;
  private ClassSignature signature;

  private int deniedAttributes;

  /** Internal peers get the own address as next hop of what is sent at present. */
  private boolean hidesNextHop;

  int path;
  int nextHop;

  /** Id of the attribute set, or one of the negative reasons. */
  int attributes;

  RouteTransfer(BgpTopology topology, Interner interner, ClassSignature signature) {
    this.topology = topology;
    this.interner = interner;
    this.signature = signature;
    paths = interner.paths;
    attributeSets = interner.attributes;
    sentPaths = new SentPaths(topology, paths);
    evaluation = new PolicyEvaluation(topology.policies, interner);
  }

  /** Turns to the prefixes of another class. */
  void turnTo(ClassSignature other) {
    signature = other;
  }

  /** True if some end sends the prefix whatever its owner's table holds. */
  boolean sendsDefault() {
    return signature.isDefault;
  }

  /** True if what an end's peer sends for the prefix is not what the end takes as this prefix. */
  boolean isTranslated(int end) {
    return signature.translatedAt != null && signature.translatedAt.get(end);
  }

  /**
   * Takes what an end's peer sent for another prefix as if it had been sent for this one.
   *
   * @return false if nothing was sent
   */
  boolean takeTranslated(int end, LocalRoutes locals) {
    int index = locals.translatedFor(end);
    if (index < 0) {
      return false;
    }
    path = locals.translatedPath(index);
    nextHop = locals.translatedNextHop(index);
    attributes = locals.translatedAttributes(index);
    return true;
  }

  /** The evaluation, for asking after a denial what denied. */
  PolicyEvaluation evaluation() {
    return evaluation;
  }

  /**
   * Advertises over an end what its owner has in a settled state.
   *
   * @return false if nothing is sent
   */
  boolean send(int end, ClassRoutes routes) {
    int owner = topology.owner[end];
    int row = routes.row(owner);
    return row < 0
        ? send(end, NO_ROUTE, 0, 0, 0, false)
        : send(
            end,
            routes.end(row),
            routes.path(row),
            routes.nextHop(row),
            routes.attributes(row),
            routes.isNextHopSelf(topology, owner, row));
  }

  /**
   * Advertises the best route of the owner of an end over it.
   *
   * @param bestEnd end that the best route came over; below {@link #NO_ROUTE} if originated here
   * @param self internal peers get the own address as next hop, see {@link
   *     BgpTopology#multipathSelf}
   * @return false if nothing is sent
   */
  boolean send(
      int end, int bestEnd, int bestPath, int bestNextHop, int bestAttributes, boolean self) {
    if (signature.isDefault && topology.defaultKind[end] >= 0) {
      return sendDefault(end);
    }
    // Split horizon: a path does not go back to the peer that it came from, unless IOS-XE or FRR
    // make one update for several peers. Where the peer would refuse it for its own ASN it is not
    // shown.
    if (bestEnd == NO_ROUTE || bestEnd == end && !topology.sendsBack[end]) {
      return false;
    }
    if (signature.suppressedAt != null && signature.suppressedAt.get(topology.owner[end])) {
      return false;
    }
    int source = sourceOf(bestEnd);
    boolean reflected = false;
    if (!topology.external[end] && source == TransferProgram.IBGP) {
      // RFC 4271 §9.2: not from iBGP to iBGP, RFC 4456 §6: except to or from clients.
      if (!topology.client[end] && !topology.client[bestEnd]) {
        return false;
      }
      reflected = true;
    }
    hidesNextHop = self;
    if (!transform(topology.exportKind[end], end, source, bestPath, bestNextHop, bestAttributes)) {
      return false;
    }
    if (reflected) {
      reflect(end, bestEnd);
    }
    return true;
  }

  /** How the owner of an end came by its best route, as {@link TransferProgram} numbers it. */
  int sourceOf(int bestEnd) {
    if (bestEnd < 0) {
      return TransferProgram.ORIGINATED;
    }
    if (topology.external[bestEnd]) {
      return TransferProgram.EBGP;
    }
    return TransferProgram.IBGP;
  }

  /** Default-originate: sent whatever the table holds, and past the export policies, as IOS-XE. */
  boolean sendDefault(int end) {
    hidesNextHop = false;
    AttributeDraft draft = evaluation.draft;
    draft.clear();
    draft.localPreference = (int) topology.options[topology.owner[end]].defaultLocalPreference();
    return transform(
        topology.defaultKind[end],
        end,
        TransferProgram.ORIGINATED,
        PathTable.EMPTY,
        0,
        attributeSets.intern(draft));
  }

  private boolean transform(int kind, int end, int source, int fromPath, int fromHop, int from) {
    TransferProgram program = signature.program(kind);
    int toPath = fromPath;
    NextHopRule rule = NextHopRule.KEEP;
    int fixed = 0;
    if (program.simple) {
      int result = program.recall(from, source);
      if (result == 0) {
        result = export(program, from, source);
      }
      if (TransferProgram.isPlain(result)) {
        attributes = TransferProgram.plain(result);
      } else if (result > 0) {
        return false;
      } else {
        TransferProgram.Outcome outcome = program.outcome(result);
        attributes = outcome.attributes();
        for (RoutePolicy.Change change : outcome.pathChanges()) {
          toPath = PolicyEvaluation.changedPath(paths, toPath, change);
        }
        rule = outcome.nextHopRule();
        fixed = outcome.fixedNextHop();
      }
    } else {
      evaluation.path = fromPath;
      evaluation.nextHop = fromHop;
      evaluation.ownOrPeer = topology.localAddress[end];
      if (!exportDraft(program, from, source)) {
        return false;
      }
      attributes = attributeSets.intern(evaluation.draft);
      toPath = evaluation.path;
      rule = evaluation.nextHopRule;
      fixed = evaluation.fixedNextHop;
    }
    path = topology.external[end] ? sentPaths.of(end, toPath) : toPath;
    nextHop =
        switch (rule) {
          case KEEP -> sentNextHop(end, source, fromHop);
          case OWN_OR_PEER -> topology.localAddress[end];
          case FIXED -> fixed;
        };
    return true;
  }

  private int export(TransferProgram program, int from, int source) {
    evaluation.path = PolicyEvaluation.ANY_PATH;
    if (!exportDraft(program, from, source)) {
      return program.rememberNotSent(from, source);
    }
    return remember(program, from, source);
  }

  private int remember(TransferProgram program, int from, int source) {
    int to = attributeSets.intern(evaluation.draft);
    if (evaluation.pathChanges.isEmpty() && evaluation.nextHopRule == NextHopRule.KEEP) {
      return program.rememberPlain(from, source, to);
    }
    return program.rememberOutcome(
        from,
        source,
        new TransferProgram.Outcome(
            to, evaluation.pathChanges, evaluation.nextHopRule, evaluation.fixedNextHop));
  }

  /** Applies the rules and policies of sending to an attribute set; the result is in the draft. */
  boolean exportDraft(TransferProgram program, int from, int source) {
    AttributeDraft draft = evaluation.draft;
    attributeSets.read(from, draft);
    TransferKind.Export kind = (TransferKind.Export) program.kind;
    int communities = draft.communities;
    // RFC 1997: well-known communities bind whoever holds the route.
    if (interner.arrays.contains(communities, Community.NO_ADVERTISE.value())
        || kind.external()
            && (interner.arrays.contains(communities, Community.NO_EXPORT.value())
                || interner.arrays.contains(communities, Community.LOCAL_AS.value()))) {
      return false;
    }
    // RFC 4271 §5.1.4: a MED from one neighbouring AS is not passed on to another. IOS-XE and FRR
    // send none with any learned route, not even with one of the own AS that came by iBGP. Policies
    // see it as it stands in the table.
    draft.medWithheld = kind.external() && source != TransferProgram.ORIGINATED;
    evaluation.source =
        switch (source) {
          case TransferProgram.ORIGINATED -> RoutePolicy.Source.ORIGINATED;
          case TransferProgram.EBGP -> RoutePolicy.Source.EBGP;
          default -> RoutePolicy.Source.IBGP;
        };
    if (!evaluation.permits(program.chain)) {
      return false;
    }
    draft.forgetLocalAttributes();
    if (!kind.sendCommunity()) {
      draft.communities = ArrayTable.EMPTY;
    }
    if (kind.external()) {
      // RFC 4271 §5.1.5, RFC 4456 §8: these stay within the AS.
      draft.localPreference = 0;
      draft.hasOriginator = false;
      draft.originator = 0;
      draft.clusters = ArrayTable.EMPTY;
    }
    return true;
  }

  /** RFC 4456 §8: names the originator and the own cluster. */
  private void reflect(int end, int bestEnd) {
    AttributeDraft draft = evaluation.draft;
    attributeSets.read(attributes, draft);
    if (!draft.hasOriginator) {
      draft.hasOriginator = true;
      draft.originator = topology.routerId[topology.neighbour(bestEnd)];
    }
    int[] old = interner.arrays.toArray(draft.clusters);
    int[] clusters = new int[old.length + 1];
    clusters[0] = topology.clusterId[topology.owner[end]];
    System.arraycopy(old, 0, clusters, 1, old.length);
    draft.clusters = interner.arrays.intern(clusters, clusters.length);
    attributes = attributeSets.intern(draft);
  }

  private int sentNextHop(int end, int source, int from) {
    int own = topology.localAddress[end];
    int kept = from == 0 ? own : from;
    if (topology.external[end]) {
      return switch (topology.nextHopMode[end]) {
        // RFC 4271 §5.1.3 2): a third router's address, if the peer shares its subnet.
        case DEFAULT -> {
          Prefix shared = topology.sharedSubnet[end];
          yield shared != null
                  && kept != topology.peerAddress[end]
                  && shared.contains(new Ipv4Address(kept))
              ? kept
              : own;
        }
        case SELF, SELF_ALL -> own;
        case UNCHANGED -> kept;
      };
    }
    return switch (topology.nextHopMode[end]) {
      // RFC 4271 §5.1.3 1): unchanged to internal peers. Cisco, "BGP Best Path Selection
      // Algorithm": but not the best one of eBGP multipaths.
      case DEFAULT -> hidesNextHop ? own : kept;
      case UNCHANGED -> kept;
      // IOS-XE next-hop-self leaves reflected routes alone.
      case SELF -> source == TransferProgram.IBGP ? kept : own;
      case SELF_ALL -> own;
    };
  }

  /**
   * Receives over an end what was sent over its other side.
   *
   * @return false if the route is not accepted; {@link #attributes} then says why
   */
  boolean receive(int end) {
    int speaker = topology.owner[end];
    // RFC 4271 §9.1.2: the own ASN in the path means a loop; allow-as-in tolerates some.
    int own = topology.asn[speaker];
    if (paths.mayContain(path, PathTable.bloomBit(own))
        && paths.occurrences(path, own) > topology.allowOwnAs[end]) {
      attributes = AS_LOOP;
      return false;
    }
    int localAs = topology.localAs[end];
    if (localAs != 0 && paths.occurrences(path, localAs) > topology.allowOwnAs[end]) {
      attributes = AS_LOOP;
      return false;
    }
    if (!topology.external[end]) {
      // RFC 4456 §8.
      if (attributeSets.isOriginator(attributes, topology.routerId[speaker])) {
        attributes = ORIGINATOR_LOOP;
        return false;
      }
      if (interner.arrays.contains(
          attributeSets.clusters(attributes), topology.clusterId[speaker])) {
        attributes = CLUSTER_LOOP;
        return false;
      }
    }
    if (localAs != 0
        && topology.external[end]
        && topology.localAsMode[end] == BgpPeer.LocalAsMode.PREPEND) {
      // IOS-XE local-as: the peer's routes look as if they had passed the presented AS.
      path = paths.prepend(localAs, path);
    }
    return importRoute(end);
  }

  private boolean importRoute(int end) {
    TransferProgram program = signature.program(topology.importKind[end]);
    if (!program.simple) {
      evaluation.path = path;
      evaluation.nextHop = nextHop;
      evaluation.ownOrPeer = topology.peerAddress[end];
      if (!importDraft(program, attributes)) {
        deniedAttributes = attributes;
        attributes = POLICY_DENIED;
        return false;
      }
      attributes = attributeSets.intern(evaluation.draft);
      path = evaluation.path;
      nextHop = evaluation.nextHop;
      return true;
    }
    int result = program.recall(attributes, 0);
    if (result == 0) {
      evaluation.path = PolicyEvaluation.ANY_PATH;
      result =
          importDraft(program, attributes)
              ? remember(program, attributes, 0)
              : program.rememberDenied(attributes, 0);
    }
    if (TransferProgram.isPlain(result)) {
      attributes = TransferProgram.plain(result);
      return true;
    }
    if (result > 0) {
      deniedAttributes = attributes;
      attributes = POLICY_DENIED;
      return false;
    }
    TransferProgram.Outcome outcome = program.outcome(result);
    attributes = outcome.attributes();
    for (RoutePolicy.Change change : outcome.pathChanges()) {
      path = PolicyEvaluation.changedPath(paths, path, change);
    }
    nextHop =
        switch (outcome.nextHopRule()) {
          case KEEP -> nextHop;
          case OWN_OR_PEER -> topology.peerAddress[end];
          case FIXED -> outcome.fixedNextHop();
        };
    return true;
  }

  /**
   * Runs the import policies of an end again on the route that {@link #receive} has just denied.
   *
   * @return index of the policy and sequence of its term, −1 if no term matched
   */
  int[] whoDenied(int end) {
    evaluation.path = path;
    evaluation.nextHop = nextHop;
    evaluation.ownOrPeer = topology.peerAddress[end];
    importDraft(signature.program(topology.importKind[end]), deniedAttributes);
    return new int[] {evaluation.deniedBy, evaluation.deniedTerm};
  }

  /**
   * Applies the rules and policies of receiving to an attribute set; the result is in the draft.
   */
  boolean importDraft(TransferProgram program, int from) {
    AttributeDraft draft = evaluation.draft;
    attributeSets.read(from, draft);
    TransferKind.Import kind = (TransferKind.Import) program.kind;
    if (kind.external()) {
      // RFC 4271 §5.1.5: LOCAL_PREF does not come from outside.
      draft.localPreference = kind.defaultLocalPreference();
    }
    draft.weight = kind.weight();
    evaluation.source = kind.external() ? RoutePolicy.Source.EBGP : RoutePolicy.Source.IBGP;
    return evaluation.permits(program.chain);
  }
}
