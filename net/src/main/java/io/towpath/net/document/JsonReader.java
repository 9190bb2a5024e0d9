package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON (RFC 8259) into values that know their line and column, whole or element by element.
 *
 * <p>UTF-8 with or without byte order mark, or UTF-16 with one. Every failure is an {@link
 * InvalidInputException} with one finding at its place: {@code TP1001} syntax, {@code TP1003} too
 * large, {@code TP1004} nested too deeply, {@code TP1005} unreadable or no text, {@code TP1006} a
 * name twice in one object.
 */
public final class JsonReader {

  /** Objects and arrays inside one another. */
  public static final int MAX_DEPTH = 200;

  /** Largest file that is held as one value; {@link #forEachElement} has no such bound. */
  public static final long DEFAULT_MAX_BYTES = 256L << 20;

  private static final List<String> ENVELOPES = List.of("value", "data", "resources");

  // Depth is bounded here, with a better message, before the library would.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH + 2).build())
          .build();

  private final String file;
  private final JsonParser parser;

  private JsonReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads a file of at most {@link #DEFAULT_MAX_BYTES}, named in origins as given. */
  public static DocumentValue read(Path path) {
    return read(path, path.toString());
  }

  /** Reads a file of at most {@link #DEFAULT_MAX_BYTES}. */
  public static DocumentValue read(Path path, String file) {
    return DocumentFile.open(
        path, file, input -> reading(input, file, DEFAULT_MAX_BYTES, JsonReader::document));
  }

  /** Reads a stream of at most {@code maxBytes} to its end; the caller closes it. */
  public static DocumentValue read(InputStream input, String file, long maxBytes) {
    return DocumentFile.fromStream(
        input, file, open -> reading(open, file, maxBytes, JsonReader::document));
  }

  /** Reads a text. */
  public static DocumentValue parse(String text, String file) {
    return DocumentFile.fromText(
        text, file, input -> reading(input, file, Long.MAX_VALUE, JsonReader::document));
  }

  /**
   * Hands out the elements of a file one by one, in their order, without holding the file.
   *
   * <p>Elements are those of a top-level array, or of the arrays {@code value}, {@code data} and
   * {@code resources} of a top-level object, as Azure's tools wrap lists. Any other object is one
   * element; so is an object that has said what it is ({@code id}, {@code type} or {@code
   * properties}) before such an array, which then belongs to it.
   *
   * @return the members beside those arrays ({@code nextLink}, {@code $schema} …); empty unless the
   *     file is such a wrapper
   */
  public static ObjectValue forEachElement(
      Path path, String file, Consumer<DocumentValue> consumer) {
    return DocumentFile.open(
        path,
        file,
        input -> reading(input, file, Long.MAX_VALUE, reader -> reader.elements(consumer)));
  }

  /** As {@link #forEachElement(Path, String, Consumer)}; the caller closes the stream. */
  public static ObjectValue forEachElement(
      InputStream input, String file, Consumer<DocumentValue> consumer) {
    return DocumentFile.fromStream(
        input,
        file,
        open -> reading(open, file, Long.MAX_VALUE, reader -> reader.elements(consumer)));
  }

  private interface Work<T> {
    T with(JsonReader reader);
  }

  private static <T> T reading(InputStream input, String file, long maxBytes, Work<T> work)
      throws IOException {
    TextSource text = new TextSource(input, file, maxBytes);
    JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text);
    JsonReader reader = new JsonReader(file, parser);
    try {
      T result = work.with(reader);
      reader.expectEnd();
      return result;
    } catch (StreamConstraintsException e) {
      throw reader.failure("TP1003", e);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw reader.failure("TP1001", e);
    }
  }

  private DocumentValue document() {
    return value(start(), 0);
  }

  private JsonToken start() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1001",
              Origin.at(file, 1, 1),
              "The file is empty.",
              "Write a JSON object or array into it."));
    }
    return first;
  }

  private void expectEnd() {
    if (parser.nextToken() != null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1001",
              here(),
              "Something follows the end of the JSON document.",
              "Remove it, or put several objects into one array."));
    }
  }

  private ObjectValue elements(Consumer<DocumentValue> consumer) {
    JsonToken first = start();
    Origin origin = here();
    return switch (first) {
      case START_ARRAY -> {
        arrayElements(consumer, 1);
        yield new ObjectValue(Map.of(), origin);
      }
      case START_OBJECT -> envelope(origin, consumer);
      default ->
          throw new InvalidInputException(
              Finding.error(
                  "TP1001",
                  origin,
                  "Expected an object or an array, found " + kind(value(first, 0)) + ".",
                  "Name a file with the JSON that Azure's tools print."));
    };
  }

  private void arrayElements(Consumer<DocumentValue> consumer, int depth) {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      consumer.accept(value(token, depth));
    }
  }

  private ObjectValue envelope(Origin origin, Consumer<DocumentValue> consumer) {
    Map<String, Member> members = new LinkedHashMap<>();
    boolean wraps = false;
    boolean resource = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Origin keyOrigin = here();
      JsonToken token = parser.nextToken();
      String name = key.toLowerCase(Locale.ROOT);
      if (token == JsonToken.START_ARRAY && !resource && ENVELOPES.contains(name)) {
        wraps = true;
        arrayElements(consumer, 2);
      } else {
        resource |= name.equals("id") || name.equals("type") || name.equals("properties");
        add(members, new Member(key, keyOrigin, value(token, 1)));
      }
    }
    ObjectValue object = new ObjectValue(members, origin);
    if (wraps) {
      return object;
    }
    consumer.accept(object);
    return new ObjectValue(Map.of(), origin);
  }

  private DocumentValue value(JsonToken token, int depth) {
    Origin origin = here();
    return switch (token) {
      case START_OBJECT -> object(origin, deeper(depth, origin));
      case START_ARRAY -> array(origin, deeper(depth, origin));
      case VALUE_STRING -> new StringValue(parser.getString(), origin);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberValue(parser.getString(), origin);
      case VALUE_TRUE -> new BooleanValue(true, origin);
      case VALUE_FALSE -> new BooleanValue(false, origin);
      case VALUE_NULL -> new NullValue(origin);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("the JSON parser gave " + token + " for a value");
    };
  }

  private int deeper(int depth, Origin origin) {
    if (depth == MAX_DEPTH) {
      throw new InvalidInputException(
          Finding.error(
              "TP1004",
              origin,
              "Objects and arrays are nested more than " + MAX_DEPTH + " deep.",
              "Nest less deeply."));
    }
    return depth + 1;
  }

  private ObjectValue object(Origin origin, int depth) {
    Map<String, Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Origin keyOrigin = here();
      add(members, new Member(key, keyOrigin, value(parser.nextToken(), depth)));
    }
    return new ObjectValue(members, origin);
  }

  private ArrayValue array(Origin origin, int depth) {
    List<DocumentValue> items = new ArrayList<>();
    arrayElements(items::add, depth);
    return new ArrayValue(items, origin);
  }

  /** Adds a member; the same name twice is refused, for both JSON and YAML. */
  static void add(Map<String, Member> members, Member member) {
    Member first = members.putIfAbsent(member.key(), member);
    if (first != null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1006",
              member.keyOrigin(),
              Quoted.word(member.key())
                  + " stands here again, after line "
                  + first.keyOrigin().line()
                  + ".",
              "Keep one of the two."));
    }
  }

  private static String kind(DocumentValue value) {
    return Members.kind(value);
  }

  private Origin here() {
    return at(parser.currentTokenLocation());
  }

  private Origin at(TokenStreamLocation location) {
    return Origin.at(file, Math.max(location.getLineNr(), 0), Math.max(location.getColumnNr(), 0));
  }

  private InvalidInputException failure(String code, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    Origin origin = at(location == null ? parser.currentLocation() : location);
    JsonProblem problem = JsonProblem.of(e.getOriginalMessage());
    return new InvalidInputException(Finding.error(code, origin, problem.message(), problem.fix()));
  }
}
