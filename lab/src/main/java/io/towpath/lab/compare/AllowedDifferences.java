package io.towpath.lab.compare;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reviewed list of differences between prediction and lab that are no errors. Each is a general
 * rule about what two correct implementations do differently, never about one network. What happens
 * through it is counted in every report.
 */
public final class AllowedDifferences {

  /**
   * A difference that is to be judged.
   *
   * @param predicted row of the prediction, or null
   * @param observed row of the lab, or null
   * @param field that differs, or {@link Difference#ROW}
   */
  public record Case(
      TableKind kind, @Nullable Row predicted, @Nullable Row observed, String field) {}

  /**
   * An entry of the list.
   *
   * @param id short and stable; reports count by it
   * @param reason what the two sides do and why both are right
   * @param source RFC clause or documentation
   */
  public record Rule(String id, String reason, String source, Predicate<Case> applies) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "returned-to-sender",
              "FRR sends a route back to the eBGP peer that it came from if the peer shares its"
                  + " update group with others; the peer drops it, because its own ASN is in the"
                  + " path.",
              "RFC 4271 §9.1.3 leaves it open, §9.1.2 excludes the route; FRR bgp_route.c,"
                  + " subgroup_announce_check",
              AllowedDifferences::isReturnedToSender));

  private AllowedDifferences() {}

  /** The list, in the order in which it is tried. */
  public static List<Rule> rules() {
    return RULES;
  }

  /** The first entry that applies, or null. */
  static @Nullable Rule judge(Case found) {
    for (Rule rule : RULES) {
      if (rule.applies().test(found)) {
        return rule;
      }
    }
    return null;
  }

  /** A route that only the wire has and that its receiver must drop for the loop in its path. */
  private static boolean isReturnedToSender(Case found) {
    Row observed = found.observed();
    if (found.kind() != TableKind.RECEIVED || found.predicted() != null || observed == null) {
      return false;
    }
    String own = observed.fact("asn");
    return own != null && List.of(observed.value("asPath").split("[ ,{}]+")).contains(own);
  }
}
