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
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      for (Stage stage : report.stages()) {
        suite(xml, report, stage);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text + "\n";
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
