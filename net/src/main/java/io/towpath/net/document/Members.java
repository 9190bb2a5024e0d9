package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the members of an object of a JSON or YAML document.
 *
 * <p>A member that is null counts as absent. What does not fit ends in an {@link
 * InvalidInputException} with one finding that gives place and path, such as {@code expect[3].hops:
 * expected a list, found a string}: {@code TP1010} another type, {@code TP1011} missing, {@code
 * TP1012} unknown name, {@code TP1013} a value that cannot be. To go on after a broken element and
 * report several, read elements with {@link #forEach}.
 */
public final class Members {
  // Digits beyond any use, whose conversion would take time with their square.
  private static final int LONGEST_NUMBER = 200;

  private final ObjectValue object;
  private final String path;
  private final boolean tolerant;

  private Members(ObjectValue object, String path, boolean tolerant) {
    this.object = object;
    this.path = path;
    this.tolerant = tolerant;
  }

  /**
   * The members of a value that must be an object; names count with their case.
   *
   * @param path where it stands in its document, such as {@code expect[3]}; empty for the whole
   */
  public static Members of(DocumentValue value, String path) {
    return new Members(asObject(value, path), path, false);
  }

  /**
   * As {@link #of}, as Azure reads JSON: names without case (the exact spelling first, then the
   * first in the file), numbers and booleans also in quotes. So are the objects reached from it.
   */
  public static Members tolerant(DocumentValue value, String path) {
    return new Members(asObject(value, path), path, true);
  }

  /** The object itself. */
  public ObjectValue object() {
    return object;
  }

  /** Where the object stands in its document. */
  public String path() {
    return path;
  }

  /** Where the object begins. */
  public Origin origin() {
    return object.origin();
  }

  /** The path of a member. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Where the member's value stands; where the object begins if there is none. */
  public Origin originOf(String name) {
    Member member = member(name);
    return member == null ? origin() : member.value().origin();
  }

  /** The member's value, unless absent or null. */
  public Optional<DocumentValue> value(String name) {
    Member member = member(name);
    return member == null || member.value() instanceof NullValue
        ? Optional.empty()
        : Optional.of(member.value());
  }

  /** True if the member is there and not null. */
  public boolean has(String name) {
    return value(name).isPresent();
  }

  /** A value that must be there. */
  public DocumentValue required(String name) {
    return value(name).orElseThrow(() -> missing(name));
  }

  /** A string that must be there. */
  public String string(String name) {
    return asString(required(name), pathOf(name));
  }

  /** A string, or nothing. */
  public Optional<String> optionalString(String name) {
    return value(name).map(value -> asString(value, pathOf(name)));
  }

  /** A scalar that must be there, as written: a name, a number ({@code asn: 65021}) or both. */
  public String text(String name) {
    return asText(required(name), pathOf(name));
  }

  /** A scalar as written, or nothing. */
  public Optional<String> optionalText(String name) {
    return value(name).map(value -> asText(value, pathOf(name)));
  }

  /** A whole number that must be there. */
  public long integer(String name) {
    return asInteger(required(name), pathOf(name));
  }

  /** A whole number from {@code min} to {@code max} that must be there. */
  public int integer(String name, int min, int max) {
    long number = integer(name);
    if (number < min || number > max) {
      throw invalid(
          name,
          "expected a number from " + min + " to " + max + ", found " + number,
          "Write a number in that range.");
    }
    return (int) number;
  }

  /** A whole number, or nothing. */
  public OptionalLong optionalInteger(String name) {
    return value(name)
        .map(value -> OptionalLong.of(asInteger(value, pathOf(name))))
        .orElse(OptionalLong.empty());
  }

  /** A number with or without fraction, or nothing. */
  public Optional<BigDecimal> optionalDecimal(String name) {
    return value(name).map(value -> asDecimal(value, pathOf(name)));
  }

  /** A boolean that must be there. */
  public boolean bool(String name) {
    return asBoolean(required(name), pathOf(name));
  }

  /** A boolean, or the fallback. */
  public boolean bool(String name, boolean fallback) {
    return value(name).map(value -> asBoolean(value, pathOf(name))).orElse(fallback);
  }

  /** An object that must be there. */
  public Members object(String name) {
    return child(required(name), pathOf(name));
  }

  /** An object, or nothing. */
  public Optional<Members> optionalObject(String name) {
    return value(name).map(value -> child(value, pathOf(name)));
  }

  /** The items of a list; empty if absent. */
  public List<DocumentValue> list(String name) {
    return value(name).map(value -> asList(value, pathOf(name)).items()).orElse(List.of());
  }

  /** A list of objects; empty if absent. Their paths count from 0. */
  public List<Members> objects(String name) {
    return items(name, (value, at) -> child(value, at));
  }

  /** A list of strings; empty if absent. */
  public List<String> strings(String name) {
    return items(name, Members::asString);
  }

  /** A list of scalars as written; empty if absent. */
  public List<String> texts(String name) {
    return items(name, Members::asText);
  }

  /**
   * A scalar that must be there, read by {@code parser}, whose {@link IllegalArgumentException}
   * becomes the finding: {@code members.parsed("address", IpAddress::parse)}.
   */
  public <T> T parsed(String name, Function<String, T> parser) {
    return parse(required(name), pathOf(name), parser);
  }

  /** As {@link #parsed}, or nothing. */
  public <T> Optional<T> optionalParsed(String name, Function<String, T> parser) {
    return value(name).map(value -> parse(value, pathOf(name), parser));
  }

  /** A list of scalars, each read by {@code parser}; empty if absent. */
  public <T> List<T> parsedList(String name, Function<String, T> parser) {
    return items(name, (value, at) -> parse(value, at, parser));
  }

  /**
   * Reads each object of a list, going on after broken ones.
   *
   * @param findings gets what was wrong
   */
  public void forEach(String name, Consumer<Finding> findings, Consumer<Members> reader) {
    List<DocumentValue> items = list(name);
    for (int i = 0; i < items.size(); i++) {
      try {
        reader.accept(child(items.get(i), pathOf(name) + "[" + i + "]"));
      } catch (InvalidInputException e) {
        e.findings().forEach(findings);
      }
    }
  }

  /** Members of other names than those, in the order of the file. */
  public List<Member> others(Collection<String> known) {
    return object.members().values().stream()
        .filter(member -> known.stream().noneMatch(name -> isNamed(member, name)))
        .toList();
  }

  /** An error for each member of another name than those, with the three nearest names. */
  public List<Finding> unknown(Collection<String> known) {
    return others(known).stream()
        .map(
            member ->
                Finding.error(
                    "TP1012",
                    at(member.keyOrigin(), pathOf(member.key())),
                    Quoted.sentence(pathOf(member.key()))
                        + ": there is no member of this name here.",
                    known.isEmpty() ? "Remove it." : Nearest.question(member.key(), known)))
        .toList();
  }

  /** An error at a member, to be thrown: {@code path: problem.} */
  public InvalidInputException invalid(String name, String problem, String fix) {
    return broken("TP1013", originOf(name), pathOf(name), problem, fix);
  }

  private InvalidInputException missing(String name) {
    Member there = member(name);
    String similar =
        there != null
            ? ""
            : object.members().keySet().stream()
                .filter(key -> Nearest.distance(key, name) <= 2)
                .findFirst()
                .map(key -> " There is a " + Quoted.word(key) + ".")
                .orElse("");
    return broken(
        "TP1011",
        originOf(name),
        pathOf(name),
        there == null ? "is missing" : "is empty",
        "Add \"" + name + "\"." + similar);
  }

  private @Nullable Member member(String name) {
    Member exact = object.members().get(name);
    if (exact != null || !tolerant) {
      return exact;
    }
    for (Member member : object.members().values()) {
      if (member.key().equalsIgnoreCase(name)) {
        return member;
      }
    }
    return null;
  }

  private boolean isNamed(Member member, String name) {
    return tolerant ? member.key().equalsIgnoreCase(name) : member.key().equals(name);
  }

  private Members child(DocumentValue value, String at) {
    return new Members(asObject(value, at), at, tolerant);
  }

  private interface Reading<T> {
    T read(DocumentValue value, String path);
  }

  private <T> List<T> items(String name, Reading<T> reading) {
    List<DocumentValue> items = list(name);
    List<T> result = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      result.add(reading.read(items.get(i), pathOf(name) + "[" + i + "]"));
    }
    return List.copyOf(result);
  }

  private static <T> T parse(DocumentValue value, String path, Function<String, T> parser) {
    String text = asText(value, path);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw broken(
          "TP1013",
          value.origin(),
          path,
          e.getMessage() == null ? Quoted.word(text) + " cannot be read" : e.getMessage(),
          "Correct the value.");
    }
  }

  private static ObjectValue asObject(DocumentValue value, String path) {
    if (value instanceof ObjectValue found) {
      return found;
    }
    throw otherType("an object", value, path);
  }

  private static ArrayValue asList(DocumentValue value, String path) {
    if (value instanceof ArrayValue found) {
      return found;
    }
    throw otherType("a list", value, path);
  }

  private static String asString(DocumentValue value, String path) {
    if (value instanceof StringValue found) {
      return found.text();
    }
    throw otherType("a string", value, path);
  }

  private static String asText(DocumentValue value, String path) {
    return switch (value) {
      case StringValue found -> found.text();
      case NumberValue found -> found.text();
      case BooleanValue found -> String.valueOf(found.value());
      case ObjectValue _, ArrayValue _, NullValue _ -> throw otherType("a string", value, path);
    };
  }

  private long asInteger(DocumentValue value, String path) {
    BigDecimal number = asDecimal(value, path);
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw broken(
          "TP1010",
          value.origin(),
          path,
          "expected a whole number, found " + asText(value, path),
          "Write a whole number.");
    }
  }

  private BigDecimal asDecimal(DocumentValue value, String path) {
    String text =
        switch (value) {
          case NumberValue found -> found.text();
          case StringValue found when tolerant -> found.text();
          case StringValue _, BooleanValue _, ObjectValue _, ArrayValue _, NullValue _ ->
              throw otherType("a number", value, path);
        };
    if (text.length() > LONGEST_NUMBER) {
      throw otherType("a shorter number", value, path);
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw otherType("a decimal number", value, path);
    }
  }

  private boolean asBoolean(DocumentValue value, String path) {
    if (value instanceof BooleanValue found) {
      return found.value();
    }
    if (tolerant && value instanceof StringValue found) {
      if (found.text().equalsIgnoreCase("true")) {
        return true;
      }
      if (found.text().equalsIgnoreCase("false")) {
        return false;
      }
    }
    throw otherType("true or false", value, path);
  }

  /** What a value is, with article and, if short, the value: {@code a number (5)}. */
  static String kind(DocumentValue value) {
    return switch (value) {
      case ObjectValue _ -> "an object";
      case ArrayValue _ -> "a list";
      case StringValue found -> "a string" + shown("\"" + found.text() + "\"");
      case NumberValue found -> "a number" + shown(found.text());
      case BooleanValue found -> String.valueOf(found.value());
      case NullValue _ -> "nothing";
    };
  }

  private static String shown(String text) {
    return text.length() > 60 || text.indexOf('\n') >= 0 ? "" : " (" + text + ")";
  }

  private static InvalidInputException otherType(
      String expected, DocumentValue value, String path) {
    return broken(
        "TP1010",
        value.origin(),
        path,
        "expected " + expected + ", found " + kind(value),
        "Write " + expected + " there.");
  }

  private static InvalidInputException broken(
      String code, Origin origin, String path, String problem, String fix) {
    String message = path.isEmpty() ? problem : path + ": " + problem;
    return new InvalidInputException(
        Finding.error(code, at(origin, path), Quoted.sentence(message) + ".", fix));
  }

  private static Origin at(Origin origin, String path) {
    return path.isEmpty()
        ? origin
        : new Origin(origin.file(), origin.line(), origin.column(), origin.resource(), path);
  }
}
