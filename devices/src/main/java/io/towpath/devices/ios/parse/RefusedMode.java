package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.Scope;

/** A block of known grammar that is not modelled: every line of it is unsupported. */
final class RefusedMode implements Mode {

  private final Mode grammar;
  private final Scope scope;

  /**
   * A block that reads as {@code grammar}, which must write to nothing that lasts.
   *
   * @param scope what the block could change
   */
  RefusedMode(Mode grammar, Scope scope) {
    this.grammar = grammar;
    this.scope = scope;
  }

  @Override
  public Outcome accept(SourceLine line) {
    return grammar.accept(line) == Outcome.UNKNOWN ? Outcome.UNKNOWN : Outcome.UNSUPPORTED;
  }

  @Override
  public Scope scope() {
    return scope;
  }
}
