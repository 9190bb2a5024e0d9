package io.towpath.azure.reader;

import io.towpath.azure.resource.AzureName;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of a resource or of an object in it, whether they stand under {@code properties} or
 * beside the name, as {@code az network} prints them. Names count without case.
 *
 * <p>It remembers which members were asked for; {@link #reportRest} reports the others. A method
 * that finds something that cannot be throws an {@link InvalidInputException} with its place.
 */
final class ArmMembers {
  private final ReadingNotes notes;
  private final ResourceId resource;
  private final List<Members> levels;
  private final Set<String> read = new HashSet<>();

  private ArmMembers(ReadingNotes notes, ResourceId resource, List<Members> levels) {
    this.notes = notes;
    this.resource = resource;
    this.levels = levels;
  }

  /** The members of an object that belongs to a resource. */
  static ArmMembers of(ReadingNotes notes, ResourceId resource, Members object) {
    List<Members> levels = new ArrayList<>(2);
    object.optionalObject("properties").ifPresent(levels::add);
    levels.add(object);
    return new ArmMembers(notes, resource, levels);
  }

  ReadingNotes notes() {
    return notes;
  }

  /** The resource that they describe or belong to. */
  ResourceId resource() {
    return resource;
  }

  private Members outer() {
    return levels.getLast();
  }

  /** The level at which a member stands; {@code properties} if it stands nowhere. */
  private Members holding(String name) {
    read.add(name.toLowerCase(Locale.ROOT));
    for (Members level : levels) {
      if (level.has(name)) {
        return level;
      }
    }
    return levels.getFirst();
  }

  /** Where the object begins, as a place of its resource. */
  Origin origin() {
    return outer()
        .origin()
        .ofResource(
            resource.toString(), outer().path().isEmpty() ? null : notes.shared(outer().path()));
  }

  /** Where a member stands, as a place of the resource. */
  Origin originOf(String name) {
    Members level = holding(name);
    return level.originOf(name).ofResource(resource.toString(), level.pathOf(name));
  }

  boolean has(String name) {
    return holding(name).has(name);
  }

  Optional<DocumentValue> value(String name) {
    return holding(name).value(name);
  }

  String text(String name) {
    return holding(name).text(name);
  }

  /** A scalar as written, unless absent or blank. */
  Optional<String> optionalText(String name) {
    return holding(name).optionalText(name).filter(text -> !text.isBlank());
  }

  /** A text of which there are few different ones; empty if absent. */
  String sharedText(String name) {
    return optionalText(name).map(notes::shared).orElse("");
  }

  boolean bool(String name, boolean fallback) {
    return holding(name).bool(name, fallback);
  }

  Optional<Boolean> optionalBool(String name) {
    return has(name) ? Optional.of(bool(name, false)) : Optional.empty();
  }

  long integer(String name) {
    return holding(name).integer(name);
  }

  int integer(String name, int fallback) {
    return has(name) ? Math.toIntExact(bounded(name, Integer.MAX_VALUE)) : fallback;
  }

  private long bounded(String name, long max) {
    long number = integer(name);
    if (number < 0 || number > max) {
      throw invalid(name, "found " + number + ", which cannot be", "Correct the number.");
    }
    return number;
  }

  IpAddress address(String name) {
    return holding(name).parsed(name, IpAddress::parse);
  }

  Optional<IpAddress> optionalAddress(String name) {
    return optionalText(name).isEmpty()
        ? Optional.empty()
        : holding(name).optionalParsed(name, IpAddress::parse);
  }

  List<IpAddress> addresses(String name) {
    return holding(name).parsedList(name, IpAddress::parse);
  }

  Prefix prefix(String name) {
    return holding(name).parsed(name, ArmMembers::exactPrefix);
  }

  List<Prefix> prefixes(String name) {
    return holding(name).parsedList(name, ArmMembers::exactPrefix);
  }

  /** Azure refuses a prefix with host bits, instead of clearing them. */
  private static Prefix exactPrefix(String text) {
    Prefix prefix = Prefix.parse(text);
    int slash = text.indexOf('/');
    IpAddress written = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (!written.equals(prefix.network())) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits beyond its length; the prefix would be " + prefix);
    }
    return prefix;
  }

  List<String> texts(String name) {
    return holding(name).texts(name);
  }

  /** Reads a part of a member's text. */
  <T> T parse(String name, String part, Function<String, T> parser) {
    try {
      return parser.apply(part);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "\"" + part + "\" cannot be read", "Correct the value.");
    }
  }

  <T> List<T> parsedList(String name, Function<String, T> parser) {
    return holding(name).parsedList(name, parser);
  }

  <T> Optional<T> optionalParsed(String name, Function<String, T> parser) {
    return optionalText(name).isEmpty()
        ? Optional.empty()
        : holding(name).optionalParsed(name, parser);
  }

  /** One of the words of an enumeration, without case; an error of {@code rule} if it is none. */
  <E extends AzureName> Optional<E> choice(String name, E[] values, String rule) {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E value : values) {
      if (value.azureName().equalsIgnoreCase(text.get())) {
        return Optional.of(value);
      }
    }
    String words =
        Arrays.stream(values)
            .map(AzureName::azureName)
            .collect(Collectors.joining(", ", "It may be ", "."));
    InvalidInputException e = invalid(name, "\"" + text.get() + "\" is none of its values", words);
    throw new InvalidInputException(e.findings().getFirst().byRule(rule));
  }

  /** As {@link #choice}, but it must be there. */
  <E extends AzureName> E required(String name, E[] values, String rule) {
    return choice(name, values, rule)
        .orElseThrow(
            () -> {
              holding(name).required(name); // throws: missing
              return invalid(name, "is empty", "State a value.");
            });
  }

  /** An object in this one; empty if absent. */
  Optional<ArmMembers> object(String name) {
    return holding(name).optionalObject(name).map(found -> of(notes, resource, found));
  }

  /** A reference, as {@code {"id": …}} or as the id itself. */
  Optional<ResourceId> reference(String name, String type) {
    Members level = holding(name);
    return level.value(name).flatMap(value -> reference(value, level.pathOf(name), type));
  }

  /** As {@link #reference}, but it must be there. */
  ResourceId requiredReference(String name, String type) {
    return reference(name, type)
        .orElseThrow(
            () -> {
              holding(name).required(name); // throws: missing
              return invalid(name, "has no id", "State {\"id\": …}.");
            });
  }

  /** A list of references. */
  List<ResourceId> references(String name, String type) {
    Members level = holding(name);
    List<DocumentValue> items = level.list(name);
    List<ResourceId> result = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      reference(items.get(i), level.pathOf(name) + "[" + i + "]", type).ifPresent(result::add);
    }
    return result;
  }

  private Optional<ResourceId> reference(DocumentValue value, String path, String type) {
    Optional<String> text =
        value instanceof StringValue(String plain, Origin _)
            ? Optional.of(plain)
            : Members.tolerant(value, path).optionalText("id");
    if (text.isEmpty() || text.get().isBlank()) {
      return Optional.empty();
    }
    ResourceId id;
    try {
      id =
          notes.id(
              text.get(), new ResourceDefaults(resource.subscription(), resource.resourceGroup()));
    } catch (IllegalArgumentException e) {
      throw badReference(value, path, e.getMessage() + ".");
    }
    if (!id.isOfType(type)) {
      throw badReference(
          value, path, "this is the id of a " + id.type() + ", but a " + type + " belongs here.");
    }
    return Optional.of(id);
  }

  private InvalidInputException badReference(DocumentValue value, String path, String problem) {
    return new InvalidInputException(
        Finding.error(
            "TP2002",
            value.origin().ofResource(resource.toString(), path),
            path + ": " + problem,
            "State the full id of the resource."));
  }

  /** The items of a list; none if absent. */
  Stream<DocumentValue> list(String name) {
    return holding(name).list(name).stream();
  }

  /** Reads each object of a list, going on after broken ones. */
  void forEach(String name, Consumer<Members> reader) {
    holding(name).forEach(name, this::report, reader);
  }

  private void report(Finding finding) {
    notes.addAll(new InvalidInputException(finding), resource);
  }

  /** An error at a member, to be thrown. */
  InvalidInputException invalid(String name, String problem, String fix) {
    return holding(name).invalid(name, problem, fix);
  }

  /**
   * The end of a resource that lacks what its list should give: an error if the list is empty, and
   * nothing more if all of its items were broken, since that has been reported.
   */
  InvalidInputException withoutItems(String name, String problem, String fix) {
    return holding(name).list(name).isEmpty()
        ? invalid(name, problem, fix)
        : new InvalidInputException(List.of());
  }

  /** Reports a member as not modelled. */
  void reportUnsupported(String name) {
    Members level = holding(name);
    notes.add(new Unsupported(originOf(name), level.pathOf(name), List.of()));
  }

  /** Reports what a member says as not modelled. */
  void reportUnsupported(String name, String text) {
    String path = holding(name).pathOf(name);
    notes.add(new Unsupported(originOf(name), path + ": " + text, List.of()));
  }

  /** Reports one item of a list member as not modelled. */
  void reportUnsupported(String name, int index, String text) {
    Members level = holding(name);
    String path = level.pathOf(name) + "[" + index + "]";
    notes.add(
        new Unsupported(
            level.list(name).get(index).origin().ofResource(resource.toString(), path),
            path + ": " + text,
            List.of()));
  }

  /**
   * Notes that a member names a service tag, which is not modelled unless the list of service tags
   * has it.
   *
   * @param index of the item of a list member; −1 if it is none
   */
  void mentionTag(String name, int index, String tag) {
    Members level = holding(name);
    String path = level.pathOf(name) + (index < 0 ? "" : "[" + index + "]");
    Origin place =
        index < 0
            ? originOf(name)
            : level.list(name).get(index).origin().ofResource(resource.toString(), path);
    notes.mentionTag(tag, place, path);
  }

  /**
   * Reports the members that nobody asked for, that the table does not call harmless, and that say
   * something: not null, false, empty or a neutral value.
   */
  void reportRest(MemberTable table) {
    for (Members level : levels) {
      for (Member member : level.object().members().values()) {
        String name = member.key().toLowerCase(Locale.ROOT);
        if (!read.contains(name)
            && !table.isHarmless(name)
            && !table.isNeutral(name, member.value())
            && (saysSomething(member.value()) || table.isTelling(name, member.value()))) {
          String path = level.pathOf(member.key());
          notes.add(
              new Unsupported(
                  member.keyOrigin().ofResource(resource.toString(), path), path, List.of()));
        }
      }
    }
  }

  private static boolean saysSomething(DocumentValue value) {
    return switch (value) {
      case NullValue _ -> false;
      case BooleanValue(boolean on, Origin _) -> on;
      case StringValue(String text, Origin _) -> !text.isBlank();
      case NumberValue _ -> true;
      case ArrayValue(List<DocumentValue> items, Origin _) -> !items.isEmpty();
      case ObjectValue object ->
          object.members().values().stream().anyMatch(member -> saysSomething(member.value()));
    };
  }
}
