package io.towpath.devices.ios;

import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;

/**
 * A finding about a configuration before it is known what the router is called.
 *
 * @param kind a warning or a remark; what makes a file unusable is thrown instead
 * @param line line that it is about
 * @param message what was found and what IOS-XE does then
 * @param fix how to mend it; empty where there is nothing to do
 * @param scope what it could change
 */
public record Remark(FindingKind kind, int line, String message, String fix, Scope scope) {

  /** The finding, with the elements of the router called {@code node}. */
  public Finding on(String file, String node) {
    return kind.at(Origin.line(file, line), message, fix).affecting(scope.elements(node));
  }
}
