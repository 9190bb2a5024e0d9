package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.NeighborStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The BGP process while it is being read. */
final class BgpDraft {

  final long asn;
  private final int line;
  final SectionDraft process = new SectionDraft();
  // Key: name of the VRF, "" for the global table.
  private final Map<String, FamilyDraft> families = new LinkedHashMap<>();
  final Map<String, List<NeighborStatement>> sessionTemplateLines = new LinkedHashMap<>();
  final Map<String, List<NeighborStatement>> policyTemplateLines = new LinkedHashMap<>();
  final Map<String, Integer> templateLines = new LinkedHashMap<>();

  BgpDraft(long asn, int line) {
    this.asn = asn;
    this.line = line;
  }

  /** The section of an address family, opened at this line unless it was opened before. */
  SectionDraft family(@Nullable String vrf, int atLine) {
    return families.computeIfAbsent(vrf == null ? "" : vrf, _ -> new FamilyDraft(atLine, vrf))
        .section;
  }

  BgpProcess build() {
    List<BgpProcess.Family> built = new ArrayList<>();
    for (FamilyDraft family : families.values()) {
      built.add(new BgpProcess.Family(family.line, family.vrf, family.section.build()));
    }
    return new BgpProcess(
        asn,
        line,
        process.build(),
        built,
        templates("peer-session ", sessionTemplateLines),
        templates("peer-policy ", policyTemplateLines));
  }

  private Map<String, BgpProcess.Template> templates(
      String kind, Map<String, List<NeighborStatement>> lines) {
    Map<String, BgpProcess.Template> templates = new LinkedHashMap<>();
    lines.forEach(
        (name, statements) ->
            templates.put(
                name,
                new BgpProcess.Template(
                    name, templateLines.getOrDefault(kind + name, line), statements)));
    return templates;
  }

  private static final class FamilyDraft {
    private final int line;
    private final @Nullable String vrf;
    private final SectionDraft section = new SectionDraft();

    private FamilyDraft(int line, @Nullable String vrf) {
      this.line = line;
      this.vrf = vrf;
    }
  }

  /** Statements of one level while they are being read. */
  static final class SectionDraft {
    final List<BgpProcess.Statement> statements = new ArrayList<>();
    private final Map<String, List<NeighborStatement>> neighbors = new LinkedHashMap<>();

    List<NeighborStatement> neighbor(String id) {
      return neighbors.computeIfAbsent(id, _ -> new ArrayList<>());
    }

    BgpProcess.Section build() {
      return new BgpProcess.Section(statements, neighbors);
    }
  }
}
