package io.towpath.network;

import io.towpath.net.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast domain; a cable is one with two interfaces.
 *
 * @param name unique within the network
 * @param members at least one interface, sorted
 * @param latency one way; null if the latency table or nothing decides
 */
public record Segment(
    String name, List<InterfaceRef> members, @Nullable Duration latency, Origin origin) {
  public Segment {
    members = members.stream().sorted().toList();
  }
}
