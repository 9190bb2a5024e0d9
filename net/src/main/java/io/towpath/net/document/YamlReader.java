package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Reads YAML 1.2 into values that know their line and column. Plain scalars are typed by the core
 * schema and numbers keep their text, so {@code 10.10} and {@code 64512.1} stay as written.
 *
 * <p>One document a file; an empty one is null. Merge keys, keys that are no scalars and tags other
 * than those of the core schema are refused, aliases beyond {@link #MAX_ALIASES} too. Every failure
 * is an {@link InvalidInputException} with one finding at its place: {@code TP1002} syntax, {@code
 * TP1003} too large, {@code TP1004} nested too deeply or too many aliases, {@code TP1005}
 * unreadable or no text, {@code TP1006} a key twice in one mapping.
 */
public final class YamlReader {
  /*
   * Built on the parser's events, not on its composed nodes: the composer recurses without bound
   * and would overflow the stack on deep nesting before anybody could look at the depth.
   *
   * An alias yields the very value of its anchor (values are immutable), so reading costs nothing;
   * but whoever walks the tree sees every use. MAX_ALIASED bounds that sum, since 50 aliases of
   * doubling lists would unfold to 2^25 values.
   */

  /** Mappings and sequences inside one another. */
  public static final int MAX_DEPTH = 100;

  /** Uses of anchored values in one file. */
  public static final int MAX_ALIASES = 50;

  /** Largest file, unless told otherwise. */
  public static final long DEFAULT_MAX_BYTES = 16L << 20;

  private static final long MAX_ALIASED = 100_000;

  /** An anchored value, the number of values in it, and how deep they nest. */
  private record Anchored(DocumentValue value, long size, int height) {}

  private final String file;
  private final Iterator<Event> events;
  // Null stands for an anchor whose value is still being read.
  private final Map<Anchor, @Nullable Anchored> anchors = new HashMap<>();
  private int aliases;
  private long values;
  private long aliased;
  private int deepest;
  private Origin last;

  private YamlReader(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
    this.last = Origin.at(file, 1, 1);
  }

  /** Reads a file of at most {@link #DEFAULT_MAX_BYTES}, named in origins as given. */
  public static DocumentValue read(Path path) {
    return read(path, path.toString(), DEFAULT_MAX_BYTES);
  }

  /** Reads a file of at most {@code maxBytes}. */
  public static DocumentValue read(Path path, String file, long maxBytes) {
    return DocumentFile.open(path, file, input -> reading(input, file, maxBytes));
  }

  /** Reads a stream of at most {@code maxBytes} to its end; the caller closes it. */
  public static DocumentValue read(InputStream input, String file, long maxBytes) {
    return DocumentFile.fromStream(input, file, open -> reading(open, file, maxBytes));
  }

  /** Reads a text. */
  public static DocumentValue parse(String text, String file) {
    return DocumentFile.fromText(text, file, input -> reading(input, file, Long.MAX_VALUE));
  }

  private static DocumentValue reading(InputStream input, String file, long maxBytes)
      throws IOException {
    StringWriter text = new StringWriter();
    new TextSource(input, file, maxBytes).transferTo(text);
    String source = text.toString();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE)
            // Looking ahead over a long line, the library copies its window once per buffer: with a
            // buffer below the size of the text, time would grow with the square of the line.
            .setBufferSize(source.length() + 1)
            .build();
    YamlReader reader = new YamlReader(file, new Parse(settings).parseString(source).iterator());
    try {
      return reader.document();
    } catch (MarkedYamlEngineException e) {
      throw syntax(origin(file, e.getProblemMark().or(e::getContextMark)), problem(e));
    } catch (ReaderException e) {
      throw new InvalidInputException(
          Finding.error(
              "TP1005",
              positionOf(source, e.getPosition(), file),
              "This is not a text file: character U+%04X.".formatted(e.getCodePoint()),
              "Remove the character, or write it as an escape in a quoted string."));
    } catch (YamlVersionException e) {
      throw refused(
          Origin.at(file, 1, 1),
          "The file says that it is YAML " + version(e) + ".",
          "Write YAML 1.2 and remove the %YAML line.");
    } catch (YamlEngineException e) {
      // The few without a mark come from the token after the last event.
      throw syntax(reader.last, String.valueOf(e.getMessage()));
    }
  }

  private static String version(YamlVersionException e) {
    return e.getSpecVersion().getMajor() + "." + e.getSpecVersion().getMinor();
  }

  private DocumentValue document() {
    DocumentValue root = new NullValue(Origin.at(file, 1, 1));
    boolean seen = false;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (seen) {
            throw refused(
                origin(event),
                "The file holds a second YAML document.",
                "Put each document into a file of its own.");
          }
          seen = true;
        }
        case Alias, Scalar, SequenceStart, MappingStart -> root = value(event, 0);
        case SequenceEnd, MappingEnd ->
            throw new IllegalStateException("the YAML parser gave " + event + " for a value");
      }
    }
    return root;
  }

  private DocumentValue value(Event event, int depth) {
    values++;
    if (event instanceof AliasEvent alias) {
      return aliased(alias, depth);
    }
    if (!(event instanceof NodeEvent node)) {
      throw new IllegalStateException("the YAML parser gave " + event + " for a value");
    }
    Optional<Anchor> anchor = node.getAnchor();
    return anchor.isPresent() ? anchored(anchor.get(), node, depth) : plain(node, depth);
  }

  private DocumentValue anchored(Anchor name, NodeEvent node, int depth) {
    anchors.put(name, null);
    long before = values + aliased;
    int deepestOutside = deepest;
    deepest = depth;
    DocumentValue value = plain(node, depth);
    anchors.put(name, new Anchored(value, values + aliased - before + 1, deepest - depth));
    deepest = Math.max(deepest, deepestOutside);
    return value;
  }

  private DocumentValue plain(NodeEvent node, int depth) {
    Origin origin = origin(node);
    return switch (node) {
      case ScalarEvent scalar -> YamlScalars.value(scalar, origin);
      case SequenceStartEvent start -> sequence(start, origin, deeper(depth, 1, origin));
      case MappingStartEvent start -> mapping(start, origin, deeper(depth, 1, origin));
      default -> throw new IllegalStateException("the YAML parser gave " + node + " for a value");
    };
  }

  private DocumentValue aliased(AliasEvent alias, int depth) {
    Origin origin = origin(alias);
    Anchor name = alias.getAlias();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw anchors.containsKey(name)
          ? new InvalidInputException(
              Finding.error(
                  "TP1004",
                  origin,
                  "The value " + Quoted.word("&" + name) + " contains itself.",
                  "Write the inner value out."))
          : refused(
              origin,
              "The alias "
                  + Quoted.word("*" + name)
                  + " has no anchor "
                  + Quoted.word("&" + name)
                  + " before it.",
              "Put the anchor on an earlier value, or quote the text if it is no alias.");
    }
    aliases++;
    aliased += anchored.size();
    if (aliases > MAX_ALIASES || aliased > MAX_ALIASED) {
      throw new InvalidInputException(
          Finding.error(
              "TP1004",
              origin,
              aliases > MAX_ALIASES
                  ? "There are more than " + MAX_ALIASES + " aliases in this file."
                  : "The aliases of this file stand for more than " + MAX_ALIASED + " values.",
              "Write the values out instead of repeating them by alias."));
    }
    deeper(depth, anchored.height(), origin);
    return anchored.value();
  }

  private int deeper(int depth, int levels, Origin origin) {
    if (depth + levels > MAX_DEPTH) {
      throw new InvalidInputException(
          Finding.error(
              "TP1004",
              origin,
              "Mappings and sequences are nested more than " + MAX_DEPTH + " deep.",
              "Nest less deeply."));
    }
    deepest = Math.max(deepest, depth + levels);
    return depth + levels;
  }

  private DocumentValue sequence(SequenceStartEvent start, Origin origin, int depth) {
    YamlScalars.expectTag(start.getTag(), "tag:yaml.org,2002:seq", origin);
    List<DocumentValue> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(value(event, depth));
    }
    return new ArrayValue(items, origin);
  }

  private DocumentValue mapping(MappingStartEvent start, Origin origin, int depth) {
    YamlScalars.expectTag(start.getTag(), "tag:yaml.org,2002:map", origin);
    Map<String, Member> members = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Origin keyOrigin = origin(event);
      String key = key(event, keyOrigin);
      JsonReader.add(members, new Member(key, keyOrigin, value(events.next(), depth)));
    }
    return new ObjectValue(members, origin);
  }

  private String key(Event event, Origin origin) {
    if (!(event instanceof ScalarEvent scalar)) {
      throw refused(
          origin, "A key of a mapping is no plain text.", "Write a word or a quoted text as key.");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      throw refused(
          origin, "Merge keys (\"<<\") are not supported.", "Write the merged members out.");
    }
    values++;
    DocumentValue value = YamlScalars.value(scalar, origin);
    scalar.getAnchor().ifPresent(name -> anchors.put(name, new Anchored(value, 1, 0)));
    return scalar.getValue();
  }

  private Origin origin(Event event) {
    last = origin(file, event.getStartMark());
    return last;
  }

  private static Origin origin(String file, Optional<Mark> mark) {
    return mark.map(m -> Origin.at(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(Origin.line(file, 0));
  }

  private static Origin positionOf(String text, int index, String file) {
    int line = 1;
    int column = 1;
    int end = text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length())));
    for (int i = 0; i < end; i++) {
      boolean newLine = text.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return Origin.at(file, line, column);
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext();
    String problem = String.valueOf(e.getProblem());
    return context == null || context.isBlank() ? problem : context + ", " + problem;
  }

  private static InvalidInputException syntax(Origin origin, String problem) {
    return refused(
        origin,
        "This is not valid YAML: " + Quoted.sentence(problem) + ".",
        "Mend the YAML there; check indentation, colons and quotes.");
  }

  static InvalidInputException refused(Origin origin, String message, String fix) {
    return new InvalidInputException(Finding.error("TP1002", origin, message, fix));
  }
}
