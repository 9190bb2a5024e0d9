package io.towpath.routing.bgp;

import io.towpath.network.RoutePolicy;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a compiled policy term. Conditions of equal content are equal, so that policies
 * which differ only in names and places are compiled once.
 */
sealed interface Condition {

  /** True if it depends on the AS path or the next hop, of which there are many. */
  default boolean readsPathOrNextHop() {
    return this instanceof OnPath || this instanceof OnNextHop;
  }

  /** A condition on the prefix, by its number in {@link PolicyTable#prefixCondition}. */
  record OnPrefix(int id) implements Condition {}

  /** A condition on the AS path, by its number in {@link PolicyTable#pathCondition}. */
  record OnPath(int id) implements Condition {}

  /** The next hop is permitted by one of the lists. */
  record OnNextHop(PrefixCondition.InLists lists) implements Condition {}

  /** The communities are permitted by one of the lists. */
  record OnCommunities(List<CommunityFilter> lists, boolean exact) implements Condition {}

  /** The tag is one of these. */
  record OnTag(List<Long> tags) implements Condition {}

  /** The MED equals this; absent counts as 0. */
  record OnMed(long value) implements Condition {}

  /** The route was originated from one of these classes. */
  record OnClass(List<Integer> classes) implements Condition {}

  /** How the speaker came by the route. */
  record OnSource(RoutePolicy.Source source) implements Condition {}

  /** The route leaves over one of these interfaces; known for originated routes only. */
  record OnInterface(List<String> interfaces) implements Condition {}

  /** Never holds. */
  record Never() implements Condition {}

  /** A condition on an AS path. */
  sealed interface PathCondition {
    /** True for a path, given with its text. */
    boolean holds(PathTable paths, int path, String text);

    /** The path contains an ASN. */
    record Contains(int asn) implements PathCondition {
      @Override
      public boolean holds(PathTable paths, int path, String text) {
        return paths.occurrences(path, asn) > 0;
      }
    }

    /** Permitted by one of several AS-path lists; in each the first matching entry decides. */
    record InLists(List<List<Entry>> lists) implements PathCondition {
      @Override
      public boolean holds(PathTable paths, int path, String text) {
        for (List<Entry> list : lists) {
          for (Entry entry : list) {
            if (entry.expression().matches(text)) {
              if (entry.permit()) {
                return true;
              }
              break;
            }
          }
        }
        return false;
      }
    }

    /** Entry of an AS-path list. */
    record Entry(boolean permit, Expression expression) {}
  }

  /** A regular expression of IOS-XE; expressions of equal text are equal. */
  final class Expression {
    private final String text;
    private final @Nullable Pattern pattern;

    /** An expression, with a null pattern if it is invalid and therefore never matches. */
    Expression(String text, @Nullable Pattern pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    boolean matches(String subject) {
      return pattern != null && pattern.matcher(subject).find();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Expression e && text.equals(e.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }
}
