package io.towpath.estate.file;

import io.towpath.azure.answers.PathSegment;
import io.towpath.estate.file.Expectation.AccessExpectation;
import io.towpath.estate.file.Expectation.IsolationExpectation;
import io.towpath.estate.file.Expectation.PeeringsExpectation;
import io.towpath.estate.file.Expectation.Row;
import io.towpath.net.Finding;
import io.towpath.net.Nearest;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads expectations about policy: roles, routing domains, isolation, encryption on a way. */
final class PolicyExpectationReader {
  private static final List<String> DOMAINS = List.of("private", "microsoft", "public");
  private static final List<String> MEDIA =
      Arrays.stream(PathSegment.Medium.values()).map(PathSegment.Medium::word).toList();

  private PolicyExpectationReader() {}

  static Expectation access(Members m, String note, List<Finding> findings) {
    findings.addAll(m.unknown(List.of("may", "action", "on", "result", "note")));
    String action = m.text("action");
    if (!action.matches("[A-Za-z]+\\.[A-Za-z.]+(/[A-Za-z]+)+")) {
      throw m.invalid(
          "action",
          "\"" + action + "\" is no action",
          "Write it like Microsoft.Network/expressRouteCircuits/write.");
    }
    String result = m.text("result");
    if (!result.equals("allowed") && !result.equals("denied")) {
      throw m.invalid("result", "\"" + result + "\" is no result", "Write allowed or denied.");
    }
    return new AccessExpectation(
        m.text("may"), action, m.text("on"), result.equals("allowed"), note, m.origin());
  }

  static Expectation peerings(Members m, String note, List<Finding> findings) {
    findings.addAll(m.unknown(List.of("peerings", "exactly", "note")));
    m.required("exactly");
    List<String> domains = m.texts("exactly");
    for (String domain : domains) {
      if (!DOMAINS.contains(domain)) {
        throw m.invalid(
            "exactly",
            "\"" + domain + "\" is no routing domain",
            Nearest.question(domain, DOMAINS));
      }
    }
    return new PeeringsExpectation(m.text("peerings"), domains, note, m.origin());
  }

  static Expectation isolation(
      Members m, List<FailureSpec> failures, String note, List<Finding> findings) {
    findings.addAll(m.unknown(List.of("isolated", "fail", "note")));
    List<String> places = m.texts("isolated");
    if (places.size() < 2) {
      throw m.invalid(
          "isolated", "isolation is between two places or more", "Write isolated: [A, B].");
    }
    return new IsolationExpectation(places, failures, note, m.origin());
  }

  /** Patterns of segments; none if the member is missing. */
  static List<Row> segments(Members m, List<Finding> findings) {
    if (!m.has("segments")) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    for (Members row : m.objects("segments")) {
      findings.addAll(row.unknown(List.of("from", "to", "over", "encrypted", "through")));
      if (row.has("over") && !MEDIA.contains(row.text("over"))) {
        throw row.invalid(
            "over",
            "\"" + row.text("over") + "\" is nothing that a segment runs over",
            Nearest.question(row.text("over"), MEDIA));
      }
      if (row.has("encrypted")) {
        row.bool("encrypted");
      }
      Map<String, List<String>> cells = new LinkedHashMap<>();
      for (DocumentValue.Member member : row.object().members().values()) {
        cells.put(
            member.key(),
            member.key().equals("encrypted")
                ? List.of(Boolean.toString(row.bool("encrypted")))
                : member.value() instanceof DocumentValue.ArrayValue
                    ? row.texts(member.key())
                    : List.of(row.text(member.key())));
      }
      rows.add(new Row(cells, row.origin()));
    }
    if (rows.isEmpty()) {
      throw m.invalid("segments", "nothing is expected of them", "Write at least one.");
    }
    return List.copyOf(rows);
  }
}
