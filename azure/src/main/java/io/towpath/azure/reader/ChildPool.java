package io.towpath.azure.reader;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Child resources that were read on their own and wait for their parent. */
final class ChildPool<C> {
  private final Function<C, ResourceId> id;
  private final Function<C, Origin> origin;
  private final UnaryOperator<C> unplaced;
  private final Map<ResourceId, List<C>> byParent = new LinkedHashMap<>();

  ChildPool(Function<C, ResourceId> id, Function<C, Origin> origin, UnaryOperator<C> unplaced) {
    this.id = id;
    this.origin = origin;
    this.unplaced = unplaced;
  }

  void add(C child) {
    byParent.computeIfAbsent(id(child).parent(), _ -> new ArrayList<>()).add(child);
  }

  /** Removes the children of a parent; by id, then by place. */
  List<C> take(ResourceId parent) {
    List<C> children = byParent.remove(parent);
    if (children == null) {
      return List.of();
    }
    children.sort(Comparator.comparing(id).thenComparing(origin));
    return children;
  }

  /** The children whose parent never came. */
  List<C> rest() {
    return byParent.values().stream().flatMap(List::stream).toList();
  }

  ResourceId id(C child) {
    return id.apply(child);
  }

  Origin origin(C child) {
    return origin.apply(child);
  }

  /** True if two say the same. */
  boolean same(C one, C other) {
    return unplaced.apply(one).equals(unplaced.apply(other));
  }
}
