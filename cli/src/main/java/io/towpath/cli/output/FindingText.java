package io.towpath.cli.output;

import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings and unsupported lines in words and as JSON. */
public final class FindingText {
  private FindingText() {}

  /** {@code TP1234 error: what. How to mend. (file:line)}. */
  public static String of(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.code())
        .append(' ')
        .append(finding.severity().word())
        .append(": ")
        .append(finding.message());
    if (!finding.fix().isEmpty()) {
      text.append(' ').append(finding.fix());
    }
    if (finding.rule() != null) {
      text.append(" [").append(finding.rule()).append(']');
    }
    if (finding.origin().file() != null || finding.origin().resource() != null) {
      text.append(" (").append(finding.origin()).append(')');
    }
    return text.toString();
  }

  /** The JSON form of a finding. */
  public static Map<String, @Nullable Object> json(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", finding.code());
    json.put("severity", finding.severity().word());
    json.put(
        "message",
        finding.fix().isEmpty() ? finding.message() : finding.message() + " " + finding.fix());
    json.put("file", finding.origin().file());
    json.put("line", finding.origin().line() > 0 ? finding.origin().line() : null);
    json.put("rule", finding.rule());
    return json;
  }

  /** {@code unsupported: text (file:line)}; without a place for what was typed. */
  public static String of(Unsupported unsupported) {
    String place =
        unsupported.origin().equals(Origin.NONE) ? "" : " (" + unsupported.origin() + ")";
    return "unsupported: " + unsupported.text() + place;
  }

  /** The JSON form of an unsupported line. */
  public static Map<String, @Nullable Object> json(Unsupported unsupported) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", unsupported.origin().file());
    json.put("line", unsupported.origin().line() > 0 ? unsupported.origin().line() : null);
    json.put("text", unsupported.text());
    return json;
  }
}
