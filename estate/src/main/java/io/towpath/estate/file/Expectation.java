package io.towpath.estate.file;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold, as written. */
public sealed interface Expectation {

  /** Failures under which it must hold; empty for the network as it is. */
  List<FailureSpec> failures();

  /** A remark that is printed with the result; empty if there is none. */
  String note();

  Origin origin();

  /** What it is about, on one line. */
  String title();

  /**
   * A traceroute.
   *
   * @param verdict word of the verdict, or null
   * @param answered whether the echo reply comes home, or null
   * @param hops address of each TTL, null entries are silent; null = not compared
   * @param rtt milliseconds of each hop, null entries are not compared; null = not compared
   */
  record TraceExpectation(
      String from,
      String to,
      @Nullable String verdict,
      @Nullable Boolean answered,
      @Nullable List<@Nullable IpAddress> hops,
      @Nullable List<@Nullable BigDecimal> rtt,
      Duration within,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "trace " + from + " -> " + to + under(failures);
    }
  }

  /** A ping. */
  record PingExpectation(
      String from,
      String to,
      boolean reached,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "ping " + from + " -> " + to + under(failures);
    }
  }

  /** Which table an expectation reads. */
  enum TableKind {
    ROUTES,
    BGP,
    CIRCUIT
  }

  /**
   * A table.
   *
   * @param view of BGP: learned, received or advertised; empty otherwise
   * @param peer of BGP views received and advertised, or null
   * @param contains rows that must be there, by member
   * @param exactly rows that must be there and no others; null = not compared
   * @param absent prefixes that must not be there
   */
  record TableExpectation(
      TableKind kind,
      String where,
      String view,
      @Nullable String peer,
      List<Row> contains,
      @Nullable List<Row> exactly,
      List<Prefix> absent,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return kind.name().toLowerCase(java.util.Locale.ROOT)
          + " "
          + where
          + (view.isEmpty() || view.equals("learned") ? "" : " " + view)
          + (peer == null ? "" : " " + peer)
          + under(failures);
    }
  }

  /** A row: values by member, each a list; a single value is a list of one. */
  record Row(Map<String, List<String>> cells, Origin origin) {
    public Row {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      cells.forEach(
          (name, values) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(name)
                  .append(": ")
                  .append(values.size() == 1 ? values.getFirst() : values.toString()));
      return "{" + text + "}";
    }
  }

  /** A BGP session or a tunnel: its state, and why it is down. */
  record StateExpectation(
      boolean isTunnel,
      String a,
      @Nullable String b,
      boolean up,
      @Nullable String cause,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return (isTunnel ? "tunnel " + a : "session " + a + " – " + b) + under(failures);
    }
  }

  private static String under(List<FailureSpec> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    return " with "
        + String.join(", ", failures.stream().map(FailureText::of).toList())
        + " failed";
  }
}
