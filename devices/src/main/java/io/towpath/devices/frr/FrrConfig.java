package io.towpath.devices.frr;

import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.UnsupportedLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as blocks of lines, each in the order of the file.
 *
 * @param file path as it is to be shown
 * @param lines lines outside all blocks
 * @param interfaces blocks of interfaces
 * @param vrfs blocks of VRFs
 * @param bgp {@code router bgp} blocks, address families inside them
 * @param ospf {@code router ospf} blocks
 * @param routeMaps {@code route-map} blocks, one for each entry
 * @param remarks findings of the reading
 * @param unsupportedLines lines that no mode knows
 */
public record FrrConfig(
    String file,
    List<FrrLine> lines,
    List<FrrBlock> interfaces,
    List<FrrBlock> vrfs,
    List<FrrBlock> bgp,
    List<FrrBlock> ospf,
    List<FrrBlock> routeMaps,
    List<Remark> remarks,
    List<UnsupportedLine> unsupportedLines) {

  public FrrConfig {
    lines = List.copyOf(lines);
    interfaces = List.copyOf(interfaces);
    vrfs = List.copyOf(vrfs);
    bgp = List.copyOf(bgp);
    ospf = List.copyOf(ospf);
    routeMaps = List.copyOf(routeMaps);
    remarks = List.copyOf(remarks);
    unsupportedLines = List.copyOf(unsupportedLines);
  }

  /** The hostname, or null. */
  public @Nullable String hostname() {
    String hostname = null;
    for (FrrLine line : lines) {
      if (line.starts("hostname") && !line.negated() && line.count() > 1) {
        hostname = line.word(1);
      }
    }
    return hostname;
  }
}
