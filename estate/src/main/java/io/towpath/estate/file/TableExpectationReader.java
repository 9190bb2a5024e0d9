package io.towpath.estate.file;

import io.towpath.estate.file.Expectation.Row;
import io.towpath.estate.file.Expectation.TableExpectation;
import io.towpath.estate.file.Expectation.TableKind;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads expectations of tables: routes, BGP, peers of BGP, circuits. */
final class TableExpectationReader {
  private final List<Finding> findings;

  TableExpectationReader(List<Finding> findings) {
    this.findings = findings;
  }

  /**
   * Reads one.
   *
   * @throws InvalidInputException if nothing is expected of the table, or a member is wrong
   */
  Expectation read(
      Members m, TableKind kind, String name, List<FailureSpec> failures, String note) {
    List<String> known =
        new ArrayList<>(List.of(name, "fail", "ignoring", "contains", "exactly", "each", "note"));
    if (kind != TableKind.BGP_PEERS) {
      known.addAll(List.of("only", "absent"));
    }
    if (kind == TableKind.BGP) {
      known.addAll(List.of("view", "peer"));
    }
    findings.addAll(m.unknown(known));
    String view = kind == TableKind.BGP ? m.optionalText("view").orElse("learned") : "";
    if (!List.of("", "learned", "received", "advertised").contains(view)) {
      throw m.invalid(
          "view", "\"" + view + "\" is no view", "Write learned, received or advertised.");
    }
    if (!m.has("contains") && !m.has("exactly") && !m.has("each") && !m.has("absent")) {
      throw ExpectationReader.expectsNothing(m, name, "contains, exactly, each or absent");
    }
    return new TableExpectation(
        kind,
        m.text(name),
        view,
        m.optionalText("peer").orElse(null),
        m.parsedList("only", Prefix::parse),
        rows(m, "ignoring", kind),
        rows(m, "contains", kind),
        m.has("exactly") ? rows(m, "exactly", kind) : null,
        m.has("each") ? rows(m, "each", kind) : null,
        m.parsedList("absent", Prefix::parse),
        failures,
        note,
        m.origin());
  }

  private List<Row> rows(Members m, String name, TableKind kind) {
    List<String> columns = columns(kind);
    List<Row> rows = new ArrayList<>();
    for (Members row : m.objects(name)) {
      findings.addAll(row.unknown(columns));
      // A pattern of rows to leave out may name any member; a row that is wanted has its prefix.
      if (!name.equals("ignoring") || row.has(columns.getFirst())) {
        if (kind == TableKind.BGP_PEERS) {
          row.parsed(columns.getFirst(), IpAddress::parse);
        } else {
          row.parsed(columns.getFirst(), Prefix::parse);
        }
      }
      Map<String, List<String>> cells = new LinkedHashMap<>();
      for (DocumentValue.Member member : row.object().members().values()) {
        cells.put(member.key(), values(row, member));
      }
      rows.add(new Row(cells, row.origin()));
    }
    return List.copyOf(rows);
  }

  /** What a row may name; the first is the prefix or the neighbour, which it must. */
  private static List<String> columns(TableKind kind) {
    return switch (kind) {
      case ROUTES ->
          List.of(
              "prefix",
              "source",
              "state",
              "nextHopType",
              "nextHopIpAddress",
              "nextHops",
              "via",
              "name",
              "protocol",
              "nextHop",
              "interface",
              "distance",
              "metric",
              "vrf",
              "best");
      case BGP ->
          List.of(
              "network",
              "nextHop",
              "localAddress",
              "sourcePeer",
              "origin",
              "asPath",
              "weight",
              "localPreference",
              "med",
              "communities",
              "peer",
              "best");
      case BGP_PEERS -> List.of("neighbor", "localAddress", "asn", "state", "routesReceived");
      case CIRCUIT -> List.of("network", "nextHop", "locPrf", "weight", "path");
    };
  }

  private static List<String> values(Members row, DocumentValue.Member member) {
    return switch (member.value()) {
      case ArrayValue array -> row.texts(member.key());
      case StringValue(String text, var o) -> List.of(text);
      case NumberValue(String text, var o) -> List.of(text);
      case BooleanValue(boolean value, var o) -> List.of(Boolean.toString(value));
      case DocumentValue.NullValue(var o) -> List.of("");
      case DocumentValue.ObjectValue object ->
          throw row.invalid(member.key(), "expected a value, found an object", "Write a value.");
    };
  }
}
