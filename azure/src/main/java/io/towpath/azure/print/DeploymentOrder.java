package io.towpath.azure.print;

import io.towpath.azure.resource.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts resources in an order in which they can be made: each after what it needs, and otherwise by
 * group, so that one deployment makes as much of a resource group as can be made, then by id.
 * Linear in resources and needs but for sorting. What needs itself in a circle comes last, by id.
 */
final class DeploymentOrder {
  private final Map<ResourceId, Integer> open = new HashMap<>();
  private final Map<ResourceId, List<ResourceId>> waiting = new HashMap<>();
  private final TreeMap<String, TreeSet<ResourceId>> ready = new TreeMap<>();

  private DeploymentOrder(Map<ResourceId, ? extends Set<ResourceId>> needs) {
    needs.forEach(
        (id, needed) -> {
          open.put(id, needed.size());
          needed.forEach(other -> waiting.computeIfAbsent(other, _ -> new ArrayList<>()).add(id));
          if (needed.isEmpty()) {
            free(id);
          }
        });
  }

  /**
   * The order.
   *
   * @param needs of each resource, those of the same map that must be there first
   */
  static List<ResourceId> of(Map<ResourceId, ? extends Set<ResourceId>> needs) {
    List<ResourceId> order = new DeploymentOrder(needs).draw();
    if (order.size() < needs.size()) {
      Collection<ResourceId> rest = new TreeSet<>(needs.keySet());
      order.forEach(rest::remove);
      order.addAll(rest);
    }
    return order;
  }

  /** The subscription and group of a resource, as one key without case. */
  static String group(ResourceId id) {
    return (id.subscription() + "/" + id.resourceGroup()).toLowerCase(Locale.ROOT);
  }

  private void free(ResourceId id) {
    ready.computeIfAbsent(group(id), _ -> new TreeSet<>()).add(id);
  }

  private List<ResourceId> draw() {
    List<ResourceId> order = new ArrayList<>(open.size());
    String group = "";
    while (!ready.isEmpty()) {
      TreeSet<ResourceId> ids = ready.get(group);
      if (ids == null) {
        group = ready.firstKey();
        continue;
      }
      ResourceId next = ids.pollFirst();
      if (ids.isEmpty()) {
        ready.remove(group);
      }
      order.add(next);
      for (ResourceId after : waiting.getOrDefault(next, List.of())) {
        if (open.merge(after, -1, Integer::sum) == 0) {
          free(after);
        }
      }
    }
    return order;
  }
}
