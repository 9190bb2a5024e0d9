package io.towpath.azure.print;

import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Resources as they are printed one by one, and what is said about them. Mutable, one thread. */
final class ArmOutput {
  /** Members that lead back to whoever uses a resource; that one depends on it. */
  private static final Set<String> BACK_REFERENCES =
      Set.of("virtualMachine", "privateEndpoint", "ipConfiguration");

  private static final String WITHOUT_REGION = "without region";
  private static final String MACHINES = "machines";

  private final Set<ResourceId> known;
  private final Map<ResourceId, Draft> drafts = new LinkedHashMap<>();
  private final List<NotExpressible> notes = new ArrayList<>();
  private final Map<String, Counted> assigned = new LinkedHashMap<>();

  private record Draft(ArmResource resource, List<ResourceId> needed) {}

  private record Counted(int count, Origin first) {}

  /**
   * Starts.
   *
   * @param known ids of the resources that there are
   */
  ArmOutput(Set<ResourceId> known) {
    this.known = known;
  }

  void note(NotExpressible note) {
    notes.add(note);
  }

  /** Notes that Azure chooses an address itself; one note for all of a kind. */
  void assigned(String kind, Origin origin) {
    assigned.merge(kind, new Counted(1, origin), (a, b) -> new Counted(a.count() + 1, a.first()));
  }

  /** Notes that what Azure asks of a machine is not known; one note for all. */
  void machine(Origin origin) {
    assigned(MACHINES, origin);
  }

  /** The id, if its owner is not printed; who is printed names the other one itself. */
  @Nullable ResourceId foreign(@Nullable ResourceId id) {
    return id == null || known.contains(id) || known.contains(id.parent()) ? null : id;
  }

  void add(AzureResource resource, Json properties) {
    add(resource, Json.object(), properties);
  }

  /**
   * Adds a resource.
   *
   * @param beside members beside {@code properties}
   */
  void add(AzureResource resource, Json beside, Json properties) {
    beside.always("properties", properties);
    add(
        new ArmResource(
            resource.id(), resource.location(), beside.value(), List.of(), resource.origin()),
        List.of());
    if (resource.location().isEmpty()) {
      assigned(WITHOUT_REGION, resource.origin());
    }
  }

  /** Adds a child that stands on its own; it depends on its parent and on what is needed. */
  void add(
      ResourceId id, String location, Origin origin, Json properties, List<ResourceId> needed) {
    ObjectValue members = Json.object().always("properties", properties).value();
    List<ResourceId> all = new ArrayList<>(needed);
    all.add(id.parent());
    add(new ArmResource(id, location, members, List.of(), origin), all);
  }

  private void add(ArmResource resource, List<ResourceId> needed) {
    drafts.put(resource.id(), new Draft(resource, needed));
  }

  /** What was added, each after what it depends on. */
  List<ArmResource> resources() {
    Map<ResourceId, TreeSet<ResourceId>> needs = new LinkedHashMap<>();
    for (Draft draft : drafts.values()) {
      TreeSet<ResourceId> needed = new TreeSet<>();
      draft.needed().forEach(id -> need(id, needed));
      mentioned(draft.resource().members(), needed);
      needed.remove(draft.resource().id());
      needs.put(draft.resource().id(), needed);
    }
    List<ArmResource> ordered = new ArrayList<>(drafts.size());
    Set<ResourceId> done = new TreeSet<>();
    for (ResourceId id : DeploymentOrder.of(needs)) {
      Draft draft = drafts.get(id);
      if (draft != null) {
        ArmResource one = draft.resource();
        List<ResourceId> earlier =
            needs.getOrDefault(id, new TreeSet<>()).stream().filter(done::contains).toList();
        ordered.add(new ArmResource(id, one.location(), one.members(), earlier, one.origin()));
        done.add(id);
      }
    }
    return ordered;
  }

  /** The resource of this output that holds an id: itself or an ancestor. */
  private void need(ResourceId id, Set<ResourceId> needed) {
    for (ResourceId at = id; ; at = at.parent()) {
      if (drafts.containsKey(at)) {
        needed.add(at);
        return;
      }
      if (at.equals(at.parent())) {
        return;
      }
    }
  }

  private static Optional<ResourceId> id(String text) {
    try {
      return Optional.of(ResourceId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a text that only begins like an id
    }
  }

  private void mentioned(DocumentValue value, Set<ResourceId> needed) {
    switch (value) {
      case StringValue(String text, Origin _) -> {
        if (text.startsWith("/subscriptions/")) {
          id(text).ifPresent(id -> need(id, needed));
        }
      }
      case ArrayValue(List<DocumentValue> items, Origin _) ->
          items.forEach(item -> mentioned(item, needed));
      case ObjectValue(Map<String, Member> members, Origin _) ->
          members.forEach(
              (name, member) -> {
                if (!BACK_REFERENCES.contains(name)) {
                  mentioned(member.value(), needed);
                }
              });
      case NumberValue _, BooleanValue _, NullValue _ -> {}
    }
  }

  /** What a deployment does not make as it was read. */
  List<NotExpressible> notes() {
    List<NotExpressible> all = new ArrayList<>(notes);
    assigned.forEach((kind, counted) -> all.add(note(kind, counted)));
    return all;
  }

  private static NotExpressible note(String kind, Counted counted) {
    return switch (kind) {
      case WITHOUT_REGION ->
          NotExpressible.absent(
              counted.first(),
              "the region of " + counted.count() + " resources",
              "It is written nowhere, and Azure asks for one");
      case MACHINES ->
          NotExpressible.approximated(
              counted.first(),
              "size, image and administrator of " + counted.count() + " virtual machines",
              "They have no part in the network; choose them, and add a key or a password");
      default ->
          NotExpressible.approximated(
              counted.first(),
              kind + " (" + counted.count() + ")",
              "Azure chose them; they are printed as read, and a deployment may get others");
    };
  }
}
