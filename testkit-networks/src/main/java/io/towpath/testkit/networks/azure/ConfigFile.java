package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration of an appliance (FRR) or a router (IOS-XE), by sections. Not thread-safe. */
final class ConfigFile {
  /** Sections in the order of the file. */
  enum Section {
    HEAD,
    INTERFACES,
    PROCESS,
    FAMILY,
    STATICS,
    POLICIES
  }

  private final Set<String> needs;
  private final boolean frr;
  private final SortedMap<Section, List<Line>> sections = new TreeMap<>();

  ConfigFile(Set<String> needs, boolean frr) {
    this.needs = needs;
    this.frr = frr;
  }

  /** What the device needs to be there. */
  Set<String> needs() {
    return needs;
  }

  boolean isFrr() {
    return frr;
  }

  List<Line> lines() {
    return sections.values().stream().flatMap(List::stream).toList();
  }

  /** Adds lines that stand together. */
  void add(Section section, Set<String> needs, String... lines) {
    List<Line> all = sections.computeIfAbsent(section, _ -> new ArrayList<>());
    for (String line : lines) {
      all.add(new Line(line, needs));
    }
  }

  String text(Set<String> removed) {
    StringBuilder text = new StringBuilder();
    for (Section section : Section.values()) {
      if (frr && section == Section.FAMILY) {
        text.append(" !\n address-family ipv4 unicast\n");
      }
      for (Line line : sections.getOrDefault(section, List.of())) {
        if (line.isWrittenWithout(removed)) {
          text.append(line.text()).append('\n');
        }
      }
      if (frr && section == Section.FAMILY) {
        text.append(" exit-address-family\nexit\n");
      }
      if (section != Section.PROCESS) {
        text.append("!\n");
      }
    }
    return text.append("end\n").toString();
  }
}
