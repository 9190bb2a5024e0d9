package io.towpath.devices.ios.parse;

import java.util.ArrayList;
import java.util.List;

/** Lists of VLANs such as {@code 10,20,30-32}. */
public final class VlanRanges {

  private VlanRanges() {}

  /** The VLANs, in the order of the text; what is no number 1…4094 is left out. */
  public static List<Integer> parse(String ranges) {
    List<Integer> vlans = new ArrayList<>();
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Numbers.decimal(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Numbers.decimal(range.substring(dash + 1));
      for (int vlan = Math.max(first, 1); first > 0 && vlan <= Math.min(last, 4094); vlan++) {
        vlans.add(vlan);
      }
    }
    return vlans;
  }
}
