package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.print.Names;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policies as route maps.
 *
 * <p>A term becomes one entry for each combination of its alternatives, because FRR takes one list
 * in a match. Changes of one kind in one term, of which FRR would keep the last, are called one
 * after the other: an entry applies its own {@code set} lines and then those of the map that it
 * calls. Several policies in a row are one map whose entries call them, each with {@code on-match
 * next}; a map that denies ends all (FRR {@code route_map_apply}).
 */
final class RouteMapPrinter {
  private static final int LAST_SEQUENCE = 65_535;

  private final Printing printing;
  private final ListPrinter lists;
  private final RouteMapLines lines;
  private final Names names = new Names();

  RouteMapPrinter(Printing printing, ListPrinter lists) {
    this.printing = printing;
    this.lists = lists;
    this.lines = new RouteMapLines(printing, lists);
  }

  /** A line below an entry, and whether it is one that its daemon knows. */
  record Line(String text, FrrDaemon reader) {}

  /**
   * An entry of a route map.
   *
   * @param call map that is applied after the entry's own changes, or null
   * @param onMatch what follows a match
   */
  record Entry(boolean permit, List<Line> lines, @Nullable String call, OnMatch onMatch) {
    Entry {
      lines = List.copyOf(lines);
    }
  }

  enum OnMatch {
    EXIT,
    NEXT,
    /** Go on behind the last entry of the same term. */
    NEXT_TERM
  }

  /** Name of a prefix list that the caller's own entries use. */
  String prefixList(PrefixList list) {
    return lists.prefixList(list);
  }

  /** Name of the map of one policy. */
  String map(RoutePolicy policy, RouteMapUse use) {
    return map(policy.name(), List.of(), policy, use);
  }

  /** Name of a map with some entries in front of those of a policy; null permits what is left. */
  String map(String wish, List<Entry> before, @Nullable RoutePolicy policy, RouteMapUse use) {
    List<List<Entry>> terms = new ArrayList<>();
    before.forEach(entry -> terms.add(List.of(entry)));
    if (policy == null) {
      terms.add(List.of(new Entry(true, List.of(), null, OnMatch.EXIT)));
    } else {
      for (Term term : policy.terms()) {
        terms.add(term(policy, term, use));
      }
    }
    return define(wish, terms, use);
  }

  /** Name of a map that applies all of these one after the other. */
  String chain(String wish, List<String> maps, RouteMapUse use) {
    if (maps.size() == 1) {
      return maps.getFirst();
    }
    List<List<Entry>> entries = new ArrayList<>();
    for (String map : maps) {
      boolean last = entries.size() == maps.size() - 1;
      entries.add(List.of(new Entry(true, List.of(), map, last ? OnMatch.EXIT : OnMatch.NEXT)));
    }
    return define(wish, entries, use);
  }

  /** Name of a map of one entry. */
  String single(String wish, boolean permit, List<Line> body, RouteMapUse use) {
    return define(wish, List.of(List.of(new Entry(permit, body, null, OnMatch.EXIT))), use);
  }

  private List<Entry> term(RoutePolicy policy, Term term, RouteMapUse use) {
    RouteMapLines.Conditions conditions = lines.conditions(term, use);
    List<Entry> entries = new ArrayList<>();
    if (conditions.alternatives().isEmpty()) {
      return entries;
    }
    for (Line unwanted : conditions.unless()) {
      entries.add(new Entry(true, List.of(unwanted), null, OnMatch.NEXT_TERM));
    }
    boolean permit = term.permit() && !lines.keepsOut(term, use);
    List<List<Line>> stages = permit ? lines.changes(term, use) : List.of(List.of());
    String call = permit ? stages(policy.name() + "-" + term.sequence(), stages, use) : null;
    // Two lists of one content are one alternative.
    for (List<Line> alternative : new LinkedHashSet<>(conditions.alternatives())) {
      List<Line> body = new ArrayList<>(alternative);
      body.addAll(stages.getFirst());
      entries.add(new Entry(permit, body, call, OnMatch.EXIT));
    }
    return entries;
  }

  /** The maps of all stages but the first, each calling the next; null if there is one stage. */
  private @Nullable String stages(String wish, List<List<Line>> stages, RouteMapUse use) {
    String call = null;
    for (int i = stages.size() - 1; i > 0; i--) {
      Entry entry = new Entry(true, stages.get(i), call, OnMatch.EXIT);
      call = define(wish + "-then", List.of(List.of(entry)), use);
    }
    return call;
  }

  private String define(String wish, List<List<Entry>> terms, RouteMapUse use) {
    List<String> headers = new ArrayList<>();
    List<List<Line>> bodies = new ArrayList<>();
    number(terms, headers, bodies, use.daemon());
    String content = use.daemon() + "\n" + headers + "\n" + bodies;
    boolean known = names.knows(content);
    String name = names.of(content, wish);
    if (!known) {
      for (int i = 0; i < headers.size(); i++) {
        Block block =
            printing.text.block(
                Section.ROUTE_MAPS,
                "route-map " + name + " " + headers.get(i),
                "exit",
                use.daemon());
        bodies.get(i).forEach(line -> block.line(line.text(), line.reader()));
      }
    }
    return name;
  }

  /** Numbers the entries and makes sure that there is a last one where all is denied. */
  private void number(
      List<List<Entry>> terms, List<String> headers, List<List<Line>> bodies, FrrDaemon daemon) {
    int count = terms.stream().mapToInt(List::size).sum() + 1;
    int step = count * 10 <= LAST_SEQUENCE ? 10 : 1;
    int sequence = 0;
    boolean opensEnd = false;
    for (List<Entry> term : terms) {
      int behind = sequence + term.size() * step + step;
      for (Entry entry : term) {
        sequence += step;
        List<Line> body = new ArrayList<>(entry.lines());
        if (entry.call() != null) {
          body.add(new Line("call " + entry.call(), daemon));
        }
        switch (entry.onMatch()) {
          case EXIT -> {}
          case NEXT -> body.add(new Line("on-match next", daemon));
          case NEXT_TERM -> {
            body.add(new Line("on-match goto " + behind, daemon));
            opensEnd = true;
          }
        }
        headers.add((entry.permit() ? "permit " : "deny ") + sequence);
        bodies.add(body);
      }
    }
    // A map must have an entry to exist, and a jump must arrive somewhere: else FRR permits.
    if (headers.isEmpty() || opensEnd) {
      headers.add("deny " + (sequence + step));
      bodies.add(List.of());
    }
  }
}
