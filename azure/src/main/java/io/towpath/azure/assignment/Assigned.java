package io.towpath.azure.assignment;

import io.towpath.net.IpAddress;

/**
 * An address and why it is that one.
 *
 * @param rule the R-rule, such as {@code R17}; of a stated address the rule that lets it be stated
 */
public record Assigned(IpAddress address, Source source, String rule) {

  /** Who says so, strongest first. */
  public enum Source {
    /** {@code assigned} of the estate. */
    ESTATE,
    /** A property of the resource. */
    RESOURCE,
    /** The rule by which Azure chooses, as far as it is known. */
    RULE
  }
}
