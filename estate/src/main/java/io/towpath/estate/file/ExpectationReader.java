package io.towpath.estate.file;

import io.towpath.estate.file.Expectation.IpFlowExpectation;
import io.towpath.estate.file.Expectation.NextHopExpectation;
import io.towpath.estate.file.Expectation.PingExpectation;
import io.towpath.estate.file.Expectation.StateExpectation;
import io.towpath.estate.file.Expectation.TableKind;
import io.towpath.estate.file.Expectation.TraceExpectation;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.PacketHeader;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.Members;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one expectation; its first member says which kind it is. */
final class ExpectationReader {
  private static final List<String> KINDS =
      List.of(
          "trace",
          "ping",
          "routes",
          "bgp",
          "bgpPeers",
          "circuit",
          "session",
          "tunnel",
          "nextHop",
          "ipFlow",
          "lease",
          "may",
          "peerings",
          "isolated",
          "finding");
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::word).toList();
  private static final List<String> TRACED =
      List.of("verdict", "answered", "arrivesFrom", "through", "hops", "segments");
  private static final Duration WITHIN = Duration.ofMillis(2);

  private final List<Finding> findings;
  private final TableExpectationReader tables;

  ExpectationReader(List<Finding> findings) {
    this.findings = findings;
    this.tables = new TableExpectationReader(findings);
  }

  Expectation read(Members m) {
    List<String> used = KINDS.stream().filter(m::has).toList();
    if (used.size() != 1) {
      throw m.invalid(
          used.isEmpty() ? "trace" : used.getLast(),
          "an expectation is of exactly one kind",
          "Write one of " + String.join(", ", KINDS) + ".");
    }
    List<FailureSpec> failures = failures(m);
    String note = m.optionalText("note").orElse("");
    return switch (used.getFirst()) {
      case "trace" -> trace(m, failures, note);
      case "ping" -> ping(m, failures, note);
      case "routes" -> tables.read(m, TableKind.ROUTES, "routes", failures, note);
      case "bgp" -> tables.read(m, TableKind.BGP, "bgp", failures, note);
      case "bgpPeers" -> tables.read(m, TableKind.BGP_PEERS, "bgpPeers", failures, note);
      case "circuit" -> tables.read(m, TableKind.CIRCUIT, "circuit", failures, note);
      case "session" -> session(m, failures, note);
      case "nextHop" -> nextHop(m, failures, note);
      case "ipFlow" -> ipFlow(m, failures, note);
      case "lease" -> lease(m, note);
      case "may" -> PolicyExpectationReader.access(m, note, findings);
      case "peerings" -> PolicyExpectationReader.peerings(m, note, findings);
      case "isolated" -> PolicyExpectationReader.isolation(m, failures, note, findings);
      case "finding" -> finding(m, note);
      default -> tunnel(m, failures, note);
    };
  }

  private List<FailureSpec> failures(Members m) {
    List<FailureSpec> failures = new ArrayList<>();
    int index = 0;
    for (DocumentValue item : m.list("fail")) {
      failures.add(FailureReader.read(item, m.pathOf("fail") + "[" + index++ + "]"));
    }
    return List.copyOf(failures);
  }

  private static String[] pair(Members m, String name) {
    String text = m.text(name);
    int arrow = text.indexOf("->");
    if (arrow <= 0 || text.substring(arrow + 2).isBlank()) {
      throw m.invalid(
          name, "\"" + text + "\" names no two ends", "Write " + name + ": FROM -> TO.");
    }
    return new String[] {text.substring(0, arrow).trim(), text.substring(arrow + 2).trim()};
  }

  private Expectation trace(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(
        m.unknown(
            List.of(
                "trace",
                "tcp",
                "fail",
                "verdict",
                "answered",
                "arrivesFrom",
                "through",
                "hops",
                "rtt",
                "within",
                "segments",
                "note")));
    String[] ends = pair(m, "trace");
    if (TRACED.stream().noneMatch(m::has)) {
      throw expectsNothing(m, "trace", String.join(", ", TRACED));
    }
    String verdict = m.optionalText("verdict").orElse(null);
    if (verdict != null && !VERDICTS.contains(verdict)) {
      throw m.invalid(
          "verdict", "\"" + verdict + "\" is no verdict", Nearest.question(verdict, VERDICTS));
    }
    List<@Nullable IpAddress> hops = m.has("hops") ? new ArrayList<>() : null;
    if (hops != null) {
      for (String hop : m.texts("hops")) {
        hops.add(hop.equals("*") ? null : parseAddress(m, hop));
      }
    }
    List<@Nullable BigDecimal> rtt = m.has("rtt") ? new ArrayList<>() : null;
    if (rtt != null) {
      for (String value : m.texts("rtt")) {
        rtt.add(value.equals("*") ? null : decimal(m, value));
      }
      if (hops == null || hops.size() != rtt.size()) {
        throw m.invalid(
            "rtt",
            "there are "
                + rtt.size()
                + " round-trip times for "
                + (hops == null ? "no" : Integer.toString(hops.size()))
                + " hops",
            "Write one for each hop, \"*\" where it is not compared.");
      }
    }
    if (m.has("within") && rtt == null) {
      throw m.invalid(
          "within", "there are no round-trip times to compare", "Add rtt, or remove within.");
    }
    Boolean answered = m.has("answered") ? m.bool("answered") : null;
    return new TraceExpectation(
        ends[0],
        ends[1],
        m.has("tcp") ? port(m, "tcp", m.text("tcp")) : 0,
        verdict,
        answered,
        m.optionalParsed("arrivesFrom", IpAddress::parse).orElse(null),
        m.texts("through"),
        hops == null ? null : java.util.Collections.unmodifiableList(hops),
        rtt == null ? null : java.util.Collections.unmodifiableList(rtt),
        m.optionalParsed("within", EstateFileReader::duration).orElse(WITHIN),
        PolicyExpectationReader.segments(m, findings),
        failures,
        note,
        m.origin());
  }

  private static IpAddress parseAddress(Members m, String text) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw m.invalid(
          "hops",
          "\"" + text + "\" is no address",
          "Write the address that answers, or \"*\" for a silent hop.");
    }
  }

  private static BigDecimal decimal(Members m, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw m.invalid("rtt", "\"" + text + "\" is no number of milliseconds", "Write a number.");
    }
  }

  private Expectation ping(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(m.unknown(List.of("ping", "fail", "result", "ttl", "answeredBy", "note")));
    String[] ends = pair(m, "ping");
    String result = m.text("result");
    if (!result.equals("reached") && !result.equals("lost")) {
      throw m.invalid("result", "\"" + result + "\" is no result", "Write reached or lost.");
    }
    boolean reached = result.equals("reached");
    if (m.has("ttl") && !reached) {
      throw m.invalid("ttl", "no reply comes whose TTL could be compared", "Remove ttl.");
    }
    if (m.has("answeredBy") && !reached) {
      throw m.invalid("answeredBy", "nobody answers", "Remove answeredBy.");
    }
    return new PingExpectation(
        ends[0],
        ends[1],
        reached,
        ttl(m),
        m.optionalText("answeredBy").orElse(null),
        failures,
        note,
        m.origin());
  }

  private static @Nullable Integer ttl(Members m) {
    return m.optionalParsed(
            "ttl",
            text -> {
              int ttl = Integer.parseInt(text);
              if (ttl < 1 || ttl > 255) {
                throw new IllegalArgumentException("the TTL " + ttl + " is outside 1…255");
              }
              return ttl;
            })
        .orElse(null);
  }

  private static int port(Members m, String name, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw m.invalid(name, "\"" + text + "\" is no port", "Write a number from 1 to 65535.");
  }

  private Expectation nextHop(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(
        m.unknown(
            List.of("nextHop", "fail", "nextHopType", "nextHopIpAddress", "routeTable", "note")));
    String[] ends = pair(m, "nextHop");
    if (!m.has("nextHopType") && !m.has("nextHopIpAddress") && !m.has("routeTable")) {
      throw expectsNothing(m, "nextHop", "nextHopType, nextHopIpAddress or routeTable");
    }
    IpAddress to;
    try {
      to = IpAddress.parse(ends[1]);
    } catch (IllegalArgumentException e) {
      throw m.invalid(
          "nextHop", "\"" + ends[1] + "\" is no address", "Write nextHop: MACHINE -> ADDRESS.");
    }
    return new NextHopExpectation(
        ends[0],
        to,
        m.optionalText("nextHopType").orElse(null),
        m.has("nextHopIpAddress") ? textOrList(m, "nextHopIpAddress") : null,
        m.optionalText("routeTable").orElse(null),
        failures,
        note,
        m.origin());
  }

  private static List<String> textOrList(Members m, String name) {
    return m.required(name) instanceof ArrayValue ? m.texts(name) : List.of(m.text(name));
  }

  private Expectation ipFlow(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(
        m.unknown(
            List.of(
                "ipFlow",
                "fail",
                "direction",
                "protocol",
                "local",
                "remote",
                "access",
                "rule",
                "note")));
    return new IpFlowExpectation(
        m.text("ipFlow"),
        oneOf(m, "direction", "Inbound", "Outbound"),
        oneOf(m, "protocol", "TCP", "UDP") ? PacketHeader.TCP : PacketHeader.UDP,
        endpoint(m, "local"),
        endpoint(m, "remote"),
        oneOf(m, "access", "Allow", "Deny") ? "Allow" : "Deny",
        m.optionalText("rule").orElse(null),
        failures,
        note,
        m.origin());
  }

  private Expectation lease(Members m, String note) {
    findings.addAll(m.unknown(List.of("lease", "address", "from", "router", "dns", "note")));
    String address = m.text("address");
    boolean none = address.equals("none");
    if (none && (m.has("from") || m.has("router") || m.has("dns"))) {
      throw m.invalid(
          "address", "nothing comes with an address that nobody gave", "Write the address only.");
    }
    return new Expectation.LeaseExpectation(
        m.text("lease"),
        none,
        none ? null : m.parsed("address", IpAddress::parse),
        m.optionalText("from").orElse(null),
        m.optionalParsed("router", IpAddress::parse).orElse(null),
        m.has("dns") ? m.parsedList("dns", IpAddress::parse) : null,
        List.of(),
        note,
        m.origin());
  }

  private Expectation finding(Members m, String note) {
    findings.addAll(m.unknown(List.of("finding", "note")));
    String code = m.text("finding");
    if (!code.matches("TP[0-9]{4}")) {
      throw m.invalid("finding", "\"" + code + "\" is no code", "Write a code such as TP2705.");
    }
    return new Expectation.FindingExpectation(code, List.of(), note, m.origin());
  }

  /** True for the first of two words. */
  private static boolean oneOf(Members m, String name, String first, String second) {
    String word = m.text(name);
    if (!word.equals(first) && !word.equals(second)) {
      throw m.invalid(
          name, "\"" + word + "\" is not known", "Write " + first + " or " + second + ".");
    }
    return word.equals(first);
  }

  private static Expectation.Endpoint endpoint(Members m, String name) {
    String text = m.text(name);
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      try {
        return new Expectation.Endpoint(
            IpAddress.parse(text.substring(0, colon)), port(m, name, text.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        // said below
      }
    }
    throw m.invalid(
        name, "\"" + text + "\" is no address with a port", "Write it like 10.0.0.4:443.");
  }

  static InvalidInputException expectsNothing(Members m, String name, String members) {
    return m.invalid(name, "nothing is expected of it", "Add " + members + ".");
  }

  private Expectation session(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(m.unknown(List.of("session", "fail", "state", "cause", "note")));
    List<String> ends = m.texts("session");
    if (ends.size() != 2) {
      throw m.invalid("session", "a session has two ends", "Write session: [A, B].");
    }
    return new StateExpectation(
        false,
        ends.get(0),
        ends.get(1),
        state(m, "established", "down"),
        m.optionalText("cause").orElse(null),
        failures,
        note,
        m.origin());
  }

  private Expectation tunnel(Members m, List<FailureSpec> failures, String note) {
    findings.addAll(m.unknown(List.of("tunnel", "fail", "state", "cause", "note")));
    return new StateExpectation(
        true,
        m.text("tunnel"),
        null,
        state(m, "connected", "notConnected"),
        m.optionalText("cause").orElse(null),
        failures,
        note,
        m.origin());
  }

  private static boolean state(Members m, String up, String down) {
    String word = m.text("state");
    if (!word.equals(up) && !word.equals(down)) {
      throw m.invalid("state", "\"" + word + "\" is no state", "Write " + up + " or " + down + ".");
    }
    return word.equals(up);
  }
}
