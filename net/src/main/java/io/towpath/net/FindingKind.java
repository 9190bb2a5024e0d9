package io.towpath.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a code of findings stands for, apart from any one place where it was found.
 *
 * @param code stable, as in {@link Finding}
 * @param severity what its findings have, unless one says otherwise
 * @param rule number of the R-rule that decides; null if none
 * @param title a few words without a full stop
 * @param explanation what happens in the network, and to whom it matters
 * @param fix how to mend it
 */
public record FindingKind(
    String code,
    Severity severity,
    @Nullable String rule,
    String title,
    String explanation,
    String fix) {

  /** A warning. */
  public static FindingKind warning(String code, String title, String explanation, String fix) {
    return new FindingKind(code, Severity.WARNING, null, title, explanation, fix);
  }

  /** Something worth knowing. */
  public static FindingKind info(String code, String title, String explanation, String fix) {
    return new FindingKind(code, Severity.INFO, null, title, explanation, fix);
  }

  /** A warning decided by a rule. */
  public static FindingKind warning(
      String code, String rule, String title, String explanation, String fix) {
    return new FindingKind(code, Severity.WARNING, rule, title, explanation, fix);
  }

  /** Something worth knowing, decided by a rule. */
  public static FindingKind info(
      String code, String rule, String title, String explanation, String fix) {
    return new FindingKind(code, Severity.INFO, rule, title, explanation, fix);
  }

  /**
   * One finding of this kind, with the general fix.
   *
   * @param message what was found there, one or two sentences
   */
  public Finding at(Origin origin, String message) {
    return at(origin, message, fix);
  }

  /** One finding of this kind, with a fix of its own; empty where the message says enough. */
  public Finding at(Origin origin, String message, String ownFix) {
    return new Finding(code, severity, message, ownFix, origin, rule, List.of());
  }

  /** The same, for findings that matter more or less than others of the kind. */
  public FindingKind with(Severity other) {
    return new FindingKind(code, other, rule, title, explanation, fix);
  }
}
