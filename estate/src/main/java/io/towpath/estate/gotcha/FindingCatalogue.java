package io.towpath.estate.gotcha;

import io.towpath.azure.gotcha.AzureGotchas;
import io.towpath.azure.validation.ValidationKinds;
import io.towpath.estate.answers.DownFindings;
import io.towpath.net.FindingKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every warning and remark about an estate stands for, by code: the one place from which
 * {@code towpath explain}, SARIF rules and the reference page take their words.
 */
public final class FindingCatalogue {
  private static final SortedMap<String, FindingKind> ALL = all();

  private FindingCatalogue() {}

  private static SortedMap<String, FindingKind> all() {
    List<FindingKind> kinds = new ArrayList<>(ValidationKinds.ALL);
    kinds.addAll(AzureGotchas.kinds());
    kinds.addAll(DownFindings.KINDS);
    kinds.addAll(NetworkGotchas.kinds());
    SortedMap<String, FindingKind> byCode = new TreeMap<>();
    for (FindingKind kind : kinds) {
      if (byCode.put(kind.code(), kind) != null) {
        throw new IllegalStateException("two kinds of findings have the code " + kind.code());
      }
    }
    return Collections.unmodifiableSortedMap(byCode);
  }

  /** All kinds, sorted by code. */
  public static Collection<FindingKind> kinds() {
    return ALL.values();
  }

  /** All codes, sorted. */
  public static Collection<String> codes() {
    return ALL.keySet();
  }

  /** The kind of a code; empty for errors, which explain themselves, and unknown codes. */
  public static Optional<FindingKind> of(String code) {
    return Optional.ofNullable(ALL.get(code));
  }
}
