package io.towpath.estate.answers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drawing of an estate: boxes with what stands in them, and lines between items.
 *
 * @param boxes in order of drawing
 * @param lines in order of drawing
 */
public record Diagram(List<Box> boxes, List<Line> lines) {
  public Diagram {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** What an item is, for its shape. */
  public enum Kind {
    NETWORK,
    MACHINE,
    SERVICE,
    GATEWAY,
    CIRCUIT,
    DEVICE,
    HOST
  }

  /**
   * An item.
   *
   * @param id unique in the diagram, letters and digits only
   */
  public record Item(String id, String label, Kind kind) {}

  /** A box, such as a VNet with its subnets. */
  public record Box(String id, String label, List<Item> items, List<Box> boxes) {
    public Box {
      items = List.copyOf(items);
      boxes = List.copyOf(boxes);
    }
  }

  /**
   * A line between two items.
   *
   * @param isLogical true for peerings, connections, tunnels and BGP; false for cables
   */
  public record Line(String from, String to, @Nullable String label, boolean isLogical) {}
}
