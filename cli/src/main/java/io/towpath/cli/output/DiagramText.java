package io.towpath.cli.output;

import io.towpath.estate.answers.Diagram;
import org.jspecify.annotations.Nullable;

/** A diagram in the languages of Mermaid and of Graphviz. */
public final class DiagramText {
  private static final String INDENT = "  ";

  private DiagramText() {}

  /** For Mermaid: what many readers of Markdown draw by themselves. */
  public static String mermaid(Diagram diagram) {
    StringBuilder out = new StringBuilder("flowchart LR\n");
    diagram.boxes().forEach(box -> mermaid(out, box, INDENT));
    for (Diagram.Line line : diagram.lines()) {
      String label = line.label();
      out.append(INDENT)
          .append(line.from())
          .append(line.isLogical() ? " -.-" : " ---")
          .append(label == null ? " " : "|\"" + quoted(label, "#quot;") + "\"| ")
          .append(line.to())
          .append('\n');
    }
    return out.toString();
  }

  private static void mermaid(StringBuilder out, Diagram.Box box, String indent) {
    out.append(indent)
        .append("subgraph ")
        .append(box.id())
        .append("[\"")
        .append(quoted(box.label(), "#quot;"))
        .append("\"]\n");
    for (Diagram.Item item : box.items()) {
      String text = "\"" + quoted(item.label(), "#quot;") + "\"";
      out.append(indent)
          .append(INDENT)
          .append(item.id())
          .append(
              switch (item.kind()) {
                case NETWORK -> "([" + text + "])";
                case MACHINE, HOST -> "[" + text + "]";
                case SERVICE -> "[/" + text + "/]";
                case GATEWAY -> "{{" + text + "}}";
                case CIRCUIT -> "[[" + text + "]]";
                case DEVICE -> "(" + text + ")";
              })
          .append('\n');
    }
    box.boxes().forEach(inner -> mermaid(out, inner, indent + INDENT));
    out.append(indent).append("end\n");
  }

  /** For Graphviz. */
  public static String dot(Diagram diagram) {
    StringBuilder out = new StringBuilder("graph estate {\n  rankdir=LR;\n  node [fontsize=10];\n");
    diagram.boxes().forEach(box -> dot(out, box, INDENT));
    for (Diagram.Line line : diagram.lines()) {
      out.append(INDENT)
          .append(line.from())
          .append(" -- ")
          .append(line.to())
          .append(attributes(line.label(), line.isLogical()))
          .append(";\n");
    }
    return out.append("}\n").toString();
  }

  private static String attributes(@Nullable String label, boolean isLogical) {
    String text = label == null ? "" : "label=\"" + quoted(label, "\\\"") + "\"";
    String style = isLogical ? "style=dashed" : "";
    String both = text + (text.isEmpty() || style.isEmpty() ? "" : ", ") + style;
    return both.isEmpty() ? "" : " [" + both + "]";
  }

  private static void dot(StringBuilder out, Diagram.Box box, String indent) {
    out.append(indent).append("subgraph cluster_").append(box.id()).append(" {\n");
    out.append(indent).append(INDENT).append("label=\"").append(quoted(box.label(), "\\\""));
    out.append("\";\n");
    for (Diagram.Item item : box.items()) {
      out.append(indent)
          .append(INDENT)
          .append(item.id())
          .append(" [label=\"")
          .append(quoted(item.label(), "\\\""))
          .append("\", shape=")
          .append(
              switch (item.kind()) {
                case NETWORK -> "ellipse";
                case MACHINE, HOST -> "box";
                case SERVICE -> "parallelogram";
                case GATEWAY -> "hexagon";
                case CIRCUIT -> "box3d";
                case DEVICE -> "oval";
              })
          .append("];\n");
    }
    box.boxes().forEach(inner -> dot(out, inner, indent + INDENT));
    out.append(indent).append("}\n");
  }

  /** Neither language needs more than its quotes escaped; names have no line ends. */
  private static String quoted(String text, String quote) {
    return text.replace("\"", quote);
  }
}
