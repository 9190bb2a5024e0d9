package io.towpath.estate.load;

import io.towpath.azure.Profile;
import io.towpath.azure.access.AccessCheck;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.estate.file.EstateFile;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.network.Failure;
import io.towpath.network.Fragment;
import io.towpath.network.Network;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A loaded estate and its solutions. Solutions are computed when they are first asked for and kept,
 * those with failures as long as there is memory for them; thread-safe.
 */
public final class Estate {
  private final EstateFile file;
  private final Profile profile;
  private final List<CloudResources> clouds;
  private final AzureResources resources;
  private final AccessCheck access;
  private final List<Fragment> devices;
  private final Variant base;
  private final Map<Set<String>, Variant> variants = new HashMap<>();

  /**
   * The estate's network in one form of its resources. Failures that change resources, such as a
   * disconnected peering, make a variant; all others are failures on it.
   */
  public static final class Variant {
    private final Network network;
    private final AzureNames names;
    private final Solver solver;
    private @Nullable Solution whole;

    /** Solutions with failures, as long as there is memory: of a large network each is large. */
    private final Map<List<Failure>, SoftReference<Solution>> failed = new HashMap<>();

    private Variant(EstateLoader.Joined joined) {
      network = joined.network();
      names = joined.names();
      solver = Solver.of(network);
    }

    public Network network() {
      return network;
    }

    public AzureNames names() {
      return names;
    }

    /** The network with failures at rest. */
    public synchronized Solution solve(List<Failure> failures) {
      if (failures.isEmpty()) {
        return whole();
      }
      SoftReference<Solution> kept = failed.get(failures);
      Solution known = kept == null ? null : kept.get();
      if (known == null) {
        known = solver.solve(failures, whole());
        failed.put(List.copyOf(failures), new SoftReference<>(known));
      }
      return known;
    }

    private Solution whole() {
      if (whole == null) {
        whole = solver.solve();
      }
      return whole;
    }
  }

  Estate(
      EstateFile file,
      Profile profile,
      List<CloudResources> clouds,
      AccessCheck access,
      List<Fragment> devices,
      EstateLoader.Joined joined) {
    this.file = file;
    this.profile = profile;
    this.clouds = List.copyOf(clouds);
    this.resources = CloudResources.together(clouds);
    this.access = access;
    this.devices = List.copyOf(devices);
    this.base = new Variant(joined);
    variants.put(Set.of(), base);
  }

  /** What {@code estate.yaml} says. */
  public EstateFile file() {
    return file;
  }

  /** The profile that applies. */
  public Profile profile() {
    return profile;
  }

  /** The resources of each cloud, Azure first. */
  public List<CloudResources> clouds() {
    return clouds;
  }

  /** The resources of all clouds together. */
  public AzureResources resources() {
    return resources;
  }

  /** Role assignments of the estate, to be asked who may do what. */
  public AccessCheck access() {
    return access;
  }

  /** The network as it is. */
  public Variant base() {
    return base;
  }

  /** The network with some peerings disconnected; routes and transit over them are gone. */
  public synchronized Variant withoutPeerings(List<ResourceId> peerings) {
    Set<String> key = new TreeSet<>();
    peerings.forEach(id -> key.add(id.toString()));
    return variants.computeIfAbsent(
        key,
        k ->
            new Variant(
                EstateLoader.join(
                    file,
                    profile,
                    clouds.stream()
                        .map(
                            one ->
                                new CloudResources(
                                    one.cloud(), one.resources().withDisconnected(peerings)))
                        .toList(),
                    devices,
                    new ArrayList<>())));
  }
}
