package io.towpath.devices.ios;

import io.towpath.net.Origin;
import io.towpath.net.Unsupported;

/**
 * A line that is not understood, or understood and not modelled.
 *
 * @param line line number
 * @param text the line without surrounding blanks
 * @param scope what it could change
 */
public record UnsupportedLine(int line, String text, Scope scope) {

  /** The same, with the elements of the router called {@code node}. */
  public Unsupported on(String file, String node) {
    return new Unsupported(Origin.line(file, line), text, scope.elements(node));
  }
}
