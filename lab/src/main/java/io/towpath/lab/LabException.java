package io.towpath.lab;

import io.towpath.net.Finding;
import io.towpath.net.Origin;

/**
 * A lab that cannot be started, found or asked. Carries one finding: code {@code TP7…}, what is
 * wrong in the machine's or daemon's own words, and how to mend it.
 */
public class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  public LabException(String code, String message, String fix) {
    this(Finding.error(code, Origin.NONE, message, fix));
  }

  public LabException(Finding finding) {
    super(finding.message());
    this.finding = finding;
  }

  public LabException(String code, String message, String fix, Throwable cause) {
    super(message, cause);
    this.finding = Finding.error(code, Origin.NONE, message, fix);
  }

  /** What to print. */
  public Finding finding() {
    return finding;
  }
}
