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
    this(Finding.error(code, Origin.NONE, sentence(message), fix));
  }

  public LabException(Finding finding) {
    super(finding.message());
    this.finding = finding;
  }

  public LabException(String code, String message, String fix, Throwable cause) {
    super(sentence(message), cause);
    this.finding = Finding.error(code, Origin.NONE, sentence(message), fix);
  }

  /** The fix follows on the same line, so what is wrong ends like a sentence. */
  private static String sentence(String message) {
    return message.isEmpty() || ".?!".indexOf(message.charAt(message.length() - 1)) >= 0
        ? message
        : message + ".";
  }

  /** What to print. */
  public Finding finding() {
    return finding;
  }
}
