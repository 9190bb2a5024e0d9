package io.towpath.lab.compare;

import io.towpath.lab.compare.read.PacketTools;
import java.util.List;

/** How a Linux router tells by ICMP, or does not, that it drops what IOS-XE refuses aloud. */
final class LinuxRefusals {
  /** Before the letter of an unreachable message in a traceroute. */
  private static final String REFUSED = " !";

  private LinuxRefusals() {}

  /**
   * True if one of the predicted lines ends with a refusal, and the observed one has the same hops
   * before it, and the same router's refusal or none after them.
   *
   * @param predicted equally right lines of {@link PredictedHops}
   * @param observed a line of that form
   */
  static boolean explain(List<String> predicted, String observed) {
    String before = beforeRefusal(observed);
    return predicted.stream()
        .anyMatch(
            line ->
                line.contains(REFUSED)
                    && beforeRefusal(line).equals(before)
                    && (!observed.contains(REFUSED) || refuser(line).equals(refuser(observed))));
  }

  private static String refuser(String line) {
    int mark = line.indexOf(REFUSED);
    return line.substring(line.lastIndexOf(' ', mark - 1) + 1, mark);
  }

  /** Hops without the one that refused, and without silent ones before it. */
  private static String beforeRefusal(String line) {
    int mark = line.indexOf(REFUSED);
    String rest = mark < 0 ? line : line.substring(0, Math.max(0, line.lastIndexOf(' ', mark - 1)));
    while (rest.endsWith(PacketTools.SILENT)) {
      rest = rest.substring(0, rest.length() - PacketTools.SILENT.length()).strip();
    }
    return rest.equals("none") ? "" : rest;
  }
}
