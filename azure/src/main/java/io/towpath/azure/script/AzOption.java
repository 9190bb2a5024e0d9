package io.towpath.azure.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command, and the member of ARM that it stands for.
 *
 * @param names the one that is printed first, then those that are read too
 * @param form how its words become a value
 * @param path of the member, in the resource or in the item of a list
 * @param singular of {@link Form#TEXTS}: the member that stands for a single word; or null
 * @param type of references: type of the resource that is named
 * @param implied what the command sets along with it; it is not printed where that is not so
 * @param isPrinted false if a command of its own is printed instead
 */
record AzOption(
    List<String> names,
    Form form,
    String path,
    @Nullable String singular,
    String type,
    List<Constant> implied,
    boolean isPrinted) {
  AzOption {
    names = List.copyOf(names);
    implied = List.copyOf(implied);
  }

  /** How the words after an option become a value. */
  enum Form {
    TEXT,
    NUMBER,
    /** true or false; without a word true. */
    BOOL,
    /** True if it is there; takes no word. */
    FLAG,
    /** A list of words. */
    TEXTS,
    /** {@code {"id": …}} of a name or an id. */
    REFERENCE,
    /** A list of references. */
    REFERENCES,
    /** Service endpoints, which are named without regions. */
    SERVICES,
    /**
     * An object with one list of addresses, in the shorthand of the commands: {@code KEY=[A,B]}.
     */
    NEXT_HOPS
  }

  /** A member with a value that needs no option. */
  record Constant(String path, String value) {}

  static AzOption text(String names, String path) {
    return of(names, Form.TEXT, path);
  }

  static AzOption number(String names, String path) {
    return of(names, Form.NUMBER, path);
  }

  static AzOption bool(String names, String path) {
    return of(names, Form.BOOL, path);
  }

  static AzOption flag(String names, String path) {
    return of(names, Form.FLAG, path);
  }

  static AzOption texts(String names, String path) {
    return of(names, Form.TEXTS, path);
  }

  /** A list that has another member for a single word. */
  static AzOption texts(String names, String path, String singular) {
    return new AzOption(list(names), Form.TEXTS, path, singular, "", List.of(), true);
  }

  static AzOption services(String names, String path) {
    return of(names, Form.SERVICES, path);
  }

  static AzOption nextHops(String names, String path) {
    return of(names, Form.NEXT_HOPS, path);
  }

  static AzOption reference(String names, String path, String type) {
    return new AzOption(list(names), Form.REFERENCE, path, null, type, List.of(), true);
  }

  static AzOption references(String names, String path, String type) {
    return new AzOption(list(names), Form.REFERENCES, path, null, type, List.of(), true);
  }

  private static AzOption of(String names, Form form, String path) {
    return new AzOption(list(names), form, path, null, "", List.of(), true);
  }

  private static List<String> list(String names) {
    return List.of(names.split(" ", -1));
  }

  /** The same option, which also sets another member. */
  AzOption implying(String member, String value) {
    return new AzOption(
        names, form, path, singular, type, List.of(new Constant(member, value)), isPrinted);
  }

  /** The same option, for reading only. */
  AzOption onlyRead() {
    return new AzOption(names, form, path, singular, type, implied, false);
  }

  /** The name that is printed. */
  String name() {
    return names.getFirst();
  }
}
