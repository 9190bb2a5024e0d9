package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Names;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policies as route maps, each printed once: a term is a clause. */
final class RouteMapPrinter {
  private static final int LAST_SEQUENCE = 65_535;

  private final IosPrinting printing;
  private final ListPrinter lists;
  private final ClauseLines lines;
  private final Names names = new Names();
  private final Map<Wanted, String> printed = new HashMap<>();

  RouteMapPrinter(IosPrinting printing, ListPrinter lists) {
    this.printing = printing;
    this.lists = lists;
    this.lines = new ClauseLines(printing, lists);
  }

  /** Two uses of a policy need two maps if {@code set ip next-hop} means another thing in them. */
  private record Wanted(RoutePolicy policy, boolean outbound) {}

  ListPrinter lists() {
    return lists;
  }

  /** Name of the map of a policy that is not applied to what a peer is sent. */
  String map(RoutePolicy policy) {
    return map(new Wanted(policy, false));
  }

  /** Name of the map of a policy for what a peer is sent. */
  String outbound(RoutePolicy policy) {
    boolean differs =
        policy.terms().stream()
            .flatMap(term -> term.changes().stream())
            .anyMatch(RoutePolicy.Change.NextHopPeerOrSelf.class::isInstance);
    return map(new Wanted(policy, differs));
  }

  private String map(Wanted wanted) {
    String known = printed.get(wanted);
    if (known != null) {
      return known;
    }
    RoutePolicy policy = wanted.policy();
    String name = names.free(policy.name());
    printed.put(wanted, name);
    boolean renumber = !hasUsableSequences(policy.terms());
    int sequence = 0;
    boolean any = false;
    for (Term term : policy.terms()) {
      sequence = renumber ? sequence + 10 : term.sequence();
      @Nullable List<String> body = lines.of(term, wanted.outbound());
      if (body != null) {
        clause(name, term.permit(), sequence, body);
        any = true;
      }
    }
    if (!any) {
      // A map that is not defined denies too, but looks like a slip.
      clause(name, false, 10, List.of());
    }
    return name;
  }

  private void clause(String name, boolean permit, int sequence, List<String> body) {
    Block block =
        printing.text.block(
            Section.ROUTE_MAPS, "route-map " + name + (permit ? " permit " : " deny ") + sequence);
    body.forEach(block::line);
  }

  private static boolean hasUsableSequences(List<Term> terms) {
    int last = 0;
    for (Term term : terms) {
      if (term.sequence() <= last || term.sequence() > LAST_SEQUENCE) {
        return false;
      }
      last = term.sequence();
    }
    return true;
  }
}
