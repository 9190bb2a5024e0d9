package io.towpath.lab.fabric;

import io.towpath.lab.linux.Command;
import io.towpath.lab.run.RunningLab;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads which interfaces of a space are up and have a carrier. */
final class LinkReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LinkReader() {}

  /** Linux names of the interfaces that carry packets; none if the space is stopped. */
  static Set<String> carrying(RunningLab lab, String space) {
    if (!lab.isRunning(space)) {
      return Set.of();
    }
    Command.Result result = Command.of("ip", "-j", "link", "show").in(lab.netns(space)).attempt();
    return result.ok() ? carrying(result.out()) : Set.of();
  }

  /** The same from the text of {@code ip -j link show}. */
  static Set<String> carrying(String text) {
    Set<String> names = new HashSet<>();
    try {
      for (JsonNode link : JSON.readTree(text)) {
        Set<String> flags = new HashSet<>();
        link.path("flags").forEach(flag -> flags.add(flag.asString("")));
        if (flags.contains("UP") && flags.contains("LOWER_UP")) {
          names.add(link.path("ifname").asString(""));
        }
      }
    } catch (JacksonException _) {
      return Set.of();
    }
    return names;
  }
}
