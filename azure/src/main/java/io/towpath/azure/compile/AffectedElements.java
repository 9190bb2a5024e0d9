package io.towpath.azure.compile;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which network elements came of which resource, so that a remark about a resource names what it
 * could change. Not thread-safe.
 */
final class AffectedElements {
  private final Map<ResourceId, Set<String>> elements = new LinkedHashMap<>();

  /** Notes that an element depends on a resource. */
  void add(ResourceId resource, String element) {
    elements.computeIfAbsent(resource, _ -> new TreeSet<>()).add(element);
  }

  /** The elements of a resource or, if it became none, of the resource around it; sorted. */
  List<String> of(ResourceId resource) {
    ResourceId id = resource;
    while (true) {
      Set<String> found = elements.get(id);
      if (found != null) {
        return List.copyOf(found);
      }
      ResourceId parent = id.parent();
      if (parent.equals(id)) {
        return List.of();
      }
      id = parent;
    }
  }

  private List<String> of(Origin origin) {
    String resource = origin.resource();
    if (resource == null) {
      return List.of();
    }
    try {
      return of(ResourceId.parse(resource));
    } catch (IllegalArgumentException e) {
      // A member of something that is no resource: nothing of it is in the network.
      return List.of();
    }
  }

  /** The remarks with the elements that they could change. */
  List<Unsupported> complete(List<Unsupported> remarks) {
    List<Unsupported> result = new ArrayList<>();
    for (Unsupported remark : remarks) {
      result.add(
          remark.affects().isEmpty()
              ? new Unsupported(remark.origin(), remark.text(), of(remark.origin()))
              : remark);
    }
    return result;
  }

  /** The findings with the elements that they could change. */
  List<Finding> completeFindings(List<Finding> findings) {
    List<Finding> result = new ArrayList<>();
    for (Finding finding : findings) {
      result.add(finding.affects().isEmpty() ? finding.affecting(of(finding.origin())) : finding);
    }
    return result;
  }
}
