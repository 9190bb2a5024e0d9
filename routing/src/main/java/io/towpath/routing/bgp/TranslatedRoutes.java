package io.towpath.routing.bgp;

import java.util.function.IntFunction;

/**
 * What ends take from their peers' routes for other prefixes ({@link
 * io.towpath.network.BgpPeer.Translation}): a peer's best route for the one prefix, as it sends it,
 * is received as a route for the other.
 */
final class TranslatedRoutes {
  private final BgpTopology topology;
  private final boolean[] up;
  private final PrefixClasses classes;
  private final ClassResult[] results;
  private final IntFunction<GroupWorker> workers;

  /**
   * Translations over results of the present solve.
   *
   * @param results by class; that of the prefix that is announced is there before its translation
   *     is asked for
   * @param workers by group
   */
  TranslatedRoutes(
      BgpTopology topology,
      boolean[] up,
      PrefixClasses classes,
      ClassResult[] results,
      IntFunction<GroupWorker> workers) {
    this.topology = topology;
    this.up = up;
    this.classes = classes;
    this.results = results;
    this.workers = workers;
  }

  /** Adds what a translation yields, if its peer sends anything. */
  void addTo(LocalRoutes.Builder builder, int translation, Interner interner) {
    BgpTopology.TranslationRule rule = topology.translations.get(translation);
    int announced = classes.classOf(rule.from());
    ClassResult result = announced < 0 ? null : results[announced];
    if (result == null || !up[rule.end()]) {
      return;
    }
    int sender = rule.end() ^ 1;
    GroupWorker worker = workers.apply(result.group());
    RouteTransfer transfer = worker.transferOf(classes.get(announced));
    if (transfer.send(sender, result.routes())) {
      Interner from = worker.memory().interner;
      builder.addTranslated(
          rule.end(),
          interner.paths.copy(from.paths, transfer.path),
          transfer.nextHop,
          interner.copyAttributes(from, transfer.attributes, new AttributeDraft()));
    }
  }
}
