package io.towpath.devices.windows.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a cmdlet, in lower case.
 *
 * @param positions parameters that values without a name fill, in order
 * @param values parameters that take a value
 * @param switches parameters that take none
 * @param aliases other names of parameters
 */
record Signature(
    List<String> positions, Set<String> values, Set<String> switches, Map<String, String> aliases) {

  /** Parameters of every cmdlet, which change nothing in the network. */
  private static final List<String> COMMON_VALUES =
      List.of(
          "erroraction",
          "warningaction",
          "informationaction",
          "errorvariable",
          "outvariable",
          "throttlelimit",
          "computername",
          "cimsession",
          "addressfamily");

  private static final List<String> COMMON_SWITCHES =
      List.of("confirm", "verbose", "debug", "whatif", "asjob", "passthru", "force");

  /** A signature with these positions, all of which are values too. */
  static Signature of(String... positions) {
    Set<String> values = new LinkedHashSet<>(List.of(positions));
    values.addAll(COMMON_VALUES);
    return new Signature(
        List.of(positions),
        values,
        new LinkedHashSet<>(COMMON_SWITCHES),
        Map.of("ea", "erroraction"));
  }

  /** The same with further parameters that take values. */
  Signature values(String... names) {
    Set<String> more = new LinkedHashSet<>(values);
    more.addAll(List.of(names));
    return new Signature(positions, more, switches, aliases);
  }

  /** The same with further switches. */
  Signature switches(String... names) {
    Set<String> more = new LinkedHashSet<>(switches);
    more.addAll(List.of(names));
    return new Signature(positions, values, more, aliases);
  }

  /** The same with another name of a parameter. */
  Signature alias(String alias, String name) {
    Map<String, String> more = new LinkedHashMap<>(aliases);
    more.put(alias, name);
    return new Signature(positions, values, switches, more);
  }

  /** The parameter that is meant: its name, an alias, or a beginning that fits one alone. */
  @Nullable String parameter(String written) {
    if (values.contains(written) || switches.contains(written)) {
      return written;
    }
    String alias = aliases.get(written);
    if (alias != null) {
      return alias;
    }
    List<String> fitting = new ArrayList<>();
    values.stream().filter(name -> name.startsWith(written)).forEach(fitting::add);
    switches.stream().filter(name -> name.startsWith(written)).forEach(fitting::add);
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }
}
