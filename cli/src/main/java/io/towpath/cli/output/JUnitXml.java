package io.towpath.cli.output;

import io.towpath.estate.expect.Outcome;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the XML that build servers read. */
public final class JUnitXml {
  private JUnitXml() {}

  /**
   * Results of one estate.
   *
   * @param file its estate.yaml
   */
  public record Suite(String name, String file, List<Outcome> outcomes) {
    public Suite {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** The document. */
  public static String of(List<Suite> suites) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      for (Suite suite : suites) {
        write(xml, suite);
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

  private static void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    long errors = suite.outcomes().stream().filter(o -> !o.asked()).count();
    long failed = suite.outcomes().stream().filter(o -> !o.passed()).count() - errors;
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite.name());
    xml.writeAttribute("tests", Integer.toString(suite.outcomes().size()));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", Long.toString(errors));
    xml.writeAttribute("skipped", "0");
    for (Outcome outcome : suite.outcomes()) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", suite.file());
      String note = outcome.expectation().note();
      xml.writeAttribute(
          "name", outcome.expectation().title() + (note.isEmpty() ? "" : " (" + note + ")"));
      if (!outcome.passed()) {
        xml.writeStartElement(outcome.asked() ? "failure" : "error");
        xml.writeAttribute("message", outcome.mismatches().getFirst());
        xml.writeCharacters(
            outcome.expectation().origin() + ": " + String.join("\n", outcome.mismatches()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }
}
