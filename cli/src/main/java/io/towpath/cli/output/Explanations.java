package io.towpath.cli.output;

import io.towpath.estate.gotcha.FindingCatalogue;
import io.towpath.lab.linux.MachineKinds;
import io.towpath.net.FindingKind;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every warning and remark of any command stands for, by code: those about an estate, which
 * {@link FindingCatalogue} gathers, and those of {@code doctor} about the machine.
 */
public final class Explanations {
  private static final SortedMap<String, FindingKind> ALL = all();

  private Explanations() {}

  private static SortedMap<String, FindingKind> all() {
    SortedMap<String, FindingKind> all = new TreeMap<>();
    FindingCatalogue.kinds().forEach(kind -> all.put(kind.code(), kind));
    MachineKinds.ALL.forEach(kind -> all.put(kind.code(), kind));
    return Collections.unmodifiableSortedMap(all);
  }

  /** All kinds, sorted by code. */
  public static Collection<FindingKind> kinds() {
    return ALL.values();
  }

  /** All codes, sorted. */
  public static Collection<String> codes() {
    return ALL.keySet();
  }

  /** The kind of a code; empty for errors, which explain themselves, and codes of nothing. */
  public static Optional<FindingKind> of(String code) {
    return Optional.ofNullable(ALL.get(code));
  }
}
