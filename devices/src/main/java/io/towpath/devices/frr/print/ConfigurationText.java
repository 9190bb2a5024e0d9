package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a configuration with the daemons that read each of them. Sections come out in the
 * order of {@link Section}, within a section in the order of writing. For one thread.
 */
final class ConfigurationText {

  /** Parts of a configuration in the order of printing: what is named comes before its use. */
  enum Section {
    GLOBAL,
    LISTS,
    ROUTE_MAPS,
    ROUTES,
    INTERFACES,
    OSPF,
    BGP
  }

  private record Line(String text, Set<FrrDaemon> readers) {}

  /** A header line with indented lines below it, or a single line. */
  static final class Block {
    private final Line header;
    private final @Nullable String footer;
    private final List<Line> body = new ArrayList<>();

    private Block(Line header, @Nullable String footer) {
      this.header = header;
      this.footer = footer;
    }

    void line(String text, FrrDaemon... readers) {
      body.add(new Line(" " + text, setOf(readers)));
    }

    boolean isEmpty() {
      return body.isEmpty();
    }

    private boolean isReadBy(FrrDaemon daemon) {
      return header.readers.contains(daemon)
          || body.stream().anyMatch(line -> line.readers.contains(daemon));
    }
  }

  private final Map<Section, List<Block>> sections = new EnumMap<>(Section.class);

  private static Set<FrrDaemon> setOf(FrrDaemon... daemons) {
    EnumSet<FrrDaemon> set = EnumSet.noneOf(FrrDaemon.class);
    set.addAll(List.of(daemons));
    return set;
  }

  /** A line that stands alone. */
  void line(Section section, String text, FrrDaemon... readers) {
    add(section, new Block(new Line(text, setOf(readers)), null));
  }

  /**
   * A block; it belongs to a daemon if that reads the header for its own sake, or any line below.
   */
  Block block(Section section, String header, String footer, FrrDaemon... readers) {
    Block block = newBlock(header, footer, readers);
    add(section, block);
    return block;
  }

  /** A block that is not part of the text until it is added. */
  Block newBlock(String header, String footer, FrrDaemon... readers) {
    return new Block(new Line(header, setOf(readers)), footer);
  }

  void add(Section section, Block block) {
    sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(block);
  }

  /** The whole text. */
  String integrated() {
    return print(EnumSet.allOf(FrrDaemon.class));
  }

  /** The part of one daemon. */
  String of(FrrDaemon daemon) {
    return print(EnumSet.of(daemon));
  }

  private String print(Set<FrrDaemon> daemons) {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (_, blocks) -> {
          StringBuilder part = new StringBuilder();
          blocks.forEach(block -> print(block, daemons, part));
          if (!part.isEmpty()) {
            text.append(text.isEmpty() ? "" : "!\n").append(part);
          }
        });
    return text.toString();
  }

  private static void print(Block block, Set<FrrDaemon> daemons, StringBuilder text) {
    if (daemons.stream().noneMatch(block::isReadBy)) {
      return;
    }
    text.append(block.header.text).append('\n');
    for (Line line : block.body) {
      if (daemons.stream().anyMatch(line.readers::contains)) {
        text.append(line.text).append('\n');
      }
    }
    if (block.footer != null) {
      text.append(block.footer).append('\n');
    }
  }
}
