package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.Scope;
import java.util.Set;

/**
 * A block whose body is not read: one without consequence for routing, or one that is not modelled.
 *
 * <p>Its body are the lines that are indented deeper than its header, and those at any column that
 * begin with one of its keywords.
 */
final class OpenBlockMode implements Mode {

  private final int indent;
  private final Outcome outcome;
  private final Set<String> keywords;

  OpenBlockMode(int indent, Outcome outcome) {
    this(indent, outcome, Set.of());
  }

  OpenBlockMode(int indent, Outcome outcome, Set<String> keywords) {
    this.indent = indent;
    this.outcome = outcome;
    this.keywords = keywords;
  }

  @Override
  public Outcome accept(SourceLine line) {
    return line.indent() > indent || keywords.contains(line.keyword(0)) ? outcome : Outcome.UNKNOWN;
  }

  @Override
  public Scope scope() {
    return new Scope.Router();
  }
}
