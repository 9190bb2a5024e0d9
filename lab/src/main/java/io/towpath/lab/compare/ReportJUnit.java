package io.towpath.lab.compare;

import io.towpath.lab.compare.ComparisonReport.Stage;
import io.towpath.lab.compare.Difference.Judgement;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A comparison in the XML that build servers read: a suite for each stage, a test case for each
 * table and for each ping and traceroute.
 */
public final class ReportJUnit {
  private ReportJUnit() {}

  /** The document. */
  public static String of(ComparisonReport report) {
    return document(xml -> suites(xml, report));
  }

  /** One document of all estates; one that was skipped or failed is a suite with one test case. */
  public static String of(ComparisonRun run) {
    return document(
        xml -> {
          for (ComparisonRun.Entry entry : run.estates()) {
            switch (entry.result()) {
              case ComparisonRun.Compared(ComparisonReport report) -> suites(xml, report);
              case ComparisonRun.Skipped(String reason) ->
                  without(xml, entry.file(), entry.file(), "lab", "skipped", reason);
              case ComparisonRun.Failed(String reason) ->
                  without(xml, entry.file(), entry.file(), "lab", "error", reason);
            }
          }
        });
  }

  private interface Content {
    void writeTo(XMLStreamWriter xml) throws XMLStreamException;
  }

  private static String document(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      content.writeTo(xml);
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text + "\n";
  }

  private static void suites(XMLStreamWriter xml, ComparisonReport report)
      throws XMLStreamException {
    for (Stage stage : report.stages()) {
      suite(xml, report, stage);
    }
    for (ComparisonReport.NotTried left : report.notTried()) {
      String name = report.estate() + ", fail " + left.failure();
      without(xml, name, report.file(), "is tried", "skipped", left.reason());
    }
  }

  /** A suite of one test case that was not run. */
  private static void without(
      XMLStreamWriter xml, String suite, String file, String test, String kind, String reason)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("tests", "1");
    xml.writeAttribute("failures", "0");
    xml.writeAttribute("errors", kind.equals("error") ? "1" : "0");
    xml.writeAttribute("skipped", kind.equals("skipped") ? "1" : "0");
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", file);
    xml.writeAttribute("name", test);
    xml.writeEmptyElement(kind);
    xml.writeAttribute("message", reason);
    xml.writeEndElement();
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void suite(XMLStreamWriter xml, ComparisonReport report, Stage stage)
      throws XMLStreamException {
    long tests = 0;
    long failures = 0;
    for (ComparedTable table : stage.tables()) {
      List<Difference> differences = table.differences(Judgement.DIFFERS);
      tests += isPackets(table) ? table.rows() : 1;
      failures +=
          isPackets(table)
              ? differences.stream().map(Difference::key).distinct().count()
              : Math.min(1, differences.size());
    }
    tests += stage.moving().isEmpty() ? 0 : 1;
    failures += stage.moving().isEmpty() ? 0 : 1;
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", report.estate() + ", " + stage.name());
    xml.writeAttribute("tests", Long.toString(tests));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    for (ComparedTable table : stage.tables()) {
      List<Difference> all = table.differences(Judgement.DIFFERS);
      if (isPackets(table)) {
        for (String key : table.keys()) {
          String name = table.kind().word() + " " + table.place() + " -> " + key;
          List<Difference> own = all.stream().filter(d -> d.key().equals(key)).toList();
          testCase(xml, report.file(), name, own.stream().map(Difference::text).toList());
        }
      } else {
        String name = table.kind().word() + " of " + table.place();
        testCase(xml, report.file(), name, all.stream().map(Difference::text).toList());
      }
    }
    if (!stage.moving().isEmpty()) {
      testCase(xml, report.file(), "comes to rest", stage.moving());
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static boolean isPackets(ComparedTable table) {
    return table.kind() == TableKind.PINGS || table.kind() == TableKind.TRACES;
  }

  private static void testCase(
      XMLStreamWriter xml, String file, String name, List<String> complaints)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", file);
    xml.writeAttribute("name", name);
    if (!complaints.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", complaints.getFirst());
      xml.writeCharacters(String.join("\n", complaints));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
