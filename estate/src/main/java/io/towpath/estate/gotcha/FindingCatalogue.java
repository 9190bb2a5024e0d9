package io.towpath.estate.gotcha;

import io.towpath.azure.assignment.AssignmentKinds;
import io.towpath.azure.compile.CompilationKinds;
import io.towpath.azure.gotcha.AzureGotchas;
import io.towpath.azure.reader.ReadingKinds;
import io.towpath.azure.validation.ValidationKinds;
import io.towpath.devices.frr.FrrKinds;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.windows.WindowsKinds;
import io.towpath.estate.answers.DownFindings;
import io.towpath.estate.load.LoadingKinds;
import io.towpath.forwarding.ForwardingKinds;
import io.towpath.net.FindingKind;
import io.towpath.network.NetworkKinds;
import io.towpath.routing.RoutingKinds;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every warning and remark about an estate stands for, by code: the one place from which SARIF
 * rules and, with those about a machine, {@code towpath explain} and the reference page take their
 * words.
 */
public final class FindingCatalogue {
  /** Kinds live beside what makes their findings; here they are gathered. */
  private static final List<List<FindingKind>> HOMES =
      List.of(
          LoadingKinds.ALL,
          ReadingKinds.ALL,
          AssignmentKinds.ALL,
          ValidationKinds.ALL,
          CompilationKinds.ALL,
          AzureGotchas.kinds(),
          IosKinds.ALL,
          FrrKinds.ALL,
          WindowsKinds.ALL,
          NetworkKinds.ALL,
          RoutingKinds.ALL,
          DownFindings.ALL,
          ForwardingKinds.ALL,
          NetworkGotchas.kinds());

  private static final SortedMap<String, FindingKind> ALL = all();

  private FindingCatalogue() {}

  private static SortedMap<String, FindingKind> all() {
    SortedMap<String, FindingKind> byCode = new TreeMap<>();
    for (List<FindingKind> home : HOMES) {
      for (FindingKind kind : home) {
        if (byCode.put(kind.code(), kind) != null) {
          throw new IllegalStateException("two kinds of findings have the code " + kind.code());
        }
      }
    }
    return Collections.unmodifiableSortedMap(byCode);
  }

  /** All kinds, sorted by code. */
  public static Collection<FindingKind> kinds() {
    return ALL.values();
  }

  /** The kind of a code; empty for errors, which explain themselves, and codes of nothing. */
  public static Optional<FindingKind> of(String code) {
    return Optional.ofNullable(ALL.get(code));
  }
}
