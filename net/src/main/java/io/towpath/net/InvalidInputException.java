package io.towpath.net;

import java.util.List;

/** Input that cannot be used at all. Carries the findings to print; the process ends with 2. */
public class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  public InvalidInputException(List<Finding> findings) {
    super(findings.isEmpty() ? "invalid input" : findings.getFirst().message());
    this.findings = List.copyOf(findings);
  }

  public InvalidInputException(Finding finding) {
    this(List.of(finding));
  }

  /** What is wrong, at least one of severity error. */
  public List<Finding> findings() {
    return findings;
  }
}
