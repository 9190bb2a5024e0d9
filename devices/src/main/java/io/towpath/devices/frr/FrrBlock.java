package io.towpath.devices.frr;

import java.util.List;

/**
 * A header line with the lines of its mode.
 *
 * @param header such as {@code router bgp 65001}
 * @param lines in the order of the file
 * @param blocks blocks inside this one, such as address families
 */
public record FrrBlock(FrrLine header, List<FrrLine> lines, List<FrrBlock> blocks) {
  public FrrBlock {
    lines = List.copyOf(lines);
    blocks = List.copyOf(blocks);
  }
}
