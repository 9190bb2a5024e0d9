package io.towpath.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the reader of an estate should know: what, where, what was found, how to mend it.
 * Warnings and remarks are made by their {@link FindingKind}, which explains them.
 *
 * @param code stable, {@code TP} and four digits: 1xxx files and estate, 2xxx Azure, 3xxx router
 *     configurations, 4xxx the joined network, 5xxx routing, 6xxx forwarding
 * @param severity error, warning or info
 * @param message one or two sentences: what is wrong and what was found
 * @param fix one sentence: how to mend it; empty where there is nothing to do
 * @param origin where it was written
 * @param rule number of the R-rule that decides, such as {@code R8}; null if none
 * @param affects names of network elements (node, {@code node:interface}, {@code node/vrf},
 *     segment, tunnel) whose behaviour it could change; an answer shows the findings of what it
 *     touches
 */
public record Finding(
    String code,
    Severity severity,
    String message,
    String fix,
    Origin origin,
    @Nullable String rule,
    List<String> affects)
    implements Comparable<Finding> {

  public Finding {
    affects = List.copyOf(affects);
  }

  /** An error without a rule. */
  public static Finding error(String code, Origin origin, String message, String fix) {
    return new Finding(code, Severity.ERROR, message, fix, origin, null, List.of());
  }

  /** The same, decided by an R-rule. */
  public Finding byRule(String number) {
    return new Finding(code, severity, message, fix, origin, number, affects);
  }

  /** The same, naming the elements that it could change. */
  public Finding affecting(List<String> elements) {
    return new Finding(code, severity, message, fix, origin, rule, elements);
  }

  /** The same, at a place that is known better and in words that fit there. */
  public Finding restated(Origin place, String words) {
    return new Finding(code, severity, words, fix, place, rule, affects);
  }

  /** By severity (errors first), place, code, message, then all that remains. */
  @Override
  public int compareTo(Finding other) {
    int order = severity.compareTo(other.severity);
    if (order == 0) {
      order = origin.compareTo(other.origin);
    }
    if (order == 0) {
      order = code.compareTo(other.code);
    }
    if (order == 0) {
      order = message.compareTo(other.message);
    }
    return order != 0 ? order : rest().compareTo(other.rest());
  }

  /** What is left to compare, so that only equal findings compare as equal. */
  private String rest() {
    return fix + '\n' + rule + '\n' + affects;
  }
}
