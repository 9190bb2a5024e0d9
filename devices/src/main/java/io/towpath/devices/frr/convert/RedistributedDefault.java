package io.towpath.devices.frr.convert;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default route that FRR takes along when it redistributes into BGP, as the statement of its
 * own that the network wants. What the route maps of the redistributions do to it, they do here.
 */
final class RedistributedDefault {
  private static final Change INCOMPLETE = new Change.SetOrigin(BgpOrigin.INCOMPLETE);

  /** Classes that come without a route map. */
  private final List<String> plain = new ArrayList<>();

  private final List<Term> filtered = new ArrayList<>();

  /** Adds a class of routes with its route map. */
  void add(String routeClass, @Nullable RoutePolicy policy) {
    if (policy == null) {
      plain.add(routeClass);
      return;
    }
    List<String> only = List.of(routeClass);
    for (Term term : policy.terms()) {
      List<Match> matches = new ArrayList<>(List.of(new Match.FromClass(only)));
      matches.addAll(term.matches());
      List<Change> changes = new ArrayList<>(List.of(INCOMPLETE));
      changes.addAll(term.changes());
      add(term.permit(), matches, term.permit() ? changes : List.of(), term.origin());
    }
    add(false, List.of(new Match.FromClass(only)), List.of(), policy.origin());
  }

  private void add(boolean permit, List<Match> matches, List<Change> changes, Origin origin) {
    filtered.add(new Term(10 * (filtered.size() + 1), permit, matches, changes, origin));
  }

  boolean isEmpty() {
    return plain.isEmpty() && filtered.isEmpty();
  }

  /** The statement. */
  NetworkStatement statement(Origin origin) {
    if (!plain.isEmpty()) {
      add(true, List.of(new Match.FromClass(plain)), List.of(INCOMPLETE), origin);
    }
    RoutePolicy policy = new RoutePolicy("redistributed default route", filtered, origin);
    return new NetworkStatement(Prefix.DEFAULT_IPV4, policy, true, origin);
  }
}
