package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.Scope;

/** A configuration mode: the grammar of the lines that may stand in a block. */
interface Mode {

  /**
   * Takes a line, or says that it is none of this mode's. A mode that answers {@link
   * Outcome#UNKNOWN} has changed nothing.
   */
  Outcome accept(SourceLine line);

  /** What a line of this block that is not understood could change. */
  Scope scope();
}
