package io.towpath.devices.ios.print;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The blocks of a configuration. Sections come out in the order of {@link Section}, which is about
 * that of {@code show running-config}; within a section in the order of writing. For one thread.
 */
final class IosText {

  /** Parts of a configuration in the order of printing. */
  enum Section {
    GLOBAL,
    VRFS,
    TRACKS,
    CRYPTO,
    INTERFACES,
    OSPF,
    BGP,
    NAT,
    ROUTES,
    LISTS,
    ROUTE_MAPS
  }

  /** A line with the lines below it, each indented by one blank more. */
  static final class Block {
    private final String header;
    private final List<Object> body = new ArrayList<>();

    private Block(String header) {
      this.header = header;
    }

    void line(String text) {
      body.add(text);
    }

    /** A block inside this one. */
    Block block(String inner) {
      Block block = new Block(inner);
      body.add(block);
      return block;
    }

    private void print(String indent, StringBuilder text) {
      text.append(indent).append(header).append('\n');
      for (Object part : body) {
        if (part instanceof Block block) {
          block.print(indent + " ", text);
        } else {
          text.append(indent).append(' ').append(part).append('\n');
        }
      }
    }
  }

  private final Map<Section, List<Block>> sections = new EnumMap<>(Section.class);

  /** A line that stands alone. */
  void line(Section section, String text) {
    block(section, text);
  }

  Block block(Section section, String header) {
    Block block = new Block(header);
    sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(block);
    return block;
  }

  /** The whole text; an exclamation mark stands behind each block and each run of single lines. */
  String print() {
    StringBuilder text = new StringBuilder();
    for (List<Block> blocks : sections.values()) {
      boolean open = false;
      for (Block block : blocks) {
        if (open && !block.body.isEmpty()) {
          text.append("!\n");
        }
        block.print("", text);
        open = block.body.isEmpty();
        if (!open) {
          text.append("!\n");
        }
      }
      if (open) {
        text.append("!\n");
      }
    }
    return text.append("end\n").toString();
  }
}
