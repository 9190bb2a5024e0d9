package io.towpath.estate.load;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.access.AccessCheck;
import io.towpath.azure.access.RoleAssignment;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.GuestAttachment;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.script.AzScriptReader;
import io.towpath.estate.file.EstateFile;
import io.towpath.estate.file.EstateFileReader;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.network.Cable;
import io.towpath.network.Fragment;
import io.towpath.network.LatencyTable;
import io.towpath.network.Network;
import io.towpath.network.NetworkAssembly;
import io.towpath.network.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads an estate: reads its file, resources and configurations, compiles them to fragments and
 * joins these by cables. Errors of all files are reported together.
 */
public final class EstateLoader {
  private final EstateFile file;
  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>();
  private final List<RoleAssignment> roleAssignments = new ArrayList<>();

  private EstateLoader(EstateFile file, Profile profile) {
    this.file = file;
    this.profile = profile;
  }

  /**
   * Loads an estate.
   *
   * @param path its folder or its estate.yaml
   * @param profile overrides the estate's profile; null = as it says
   * @throws InvalidInputException with every finding if the estate contradicts itself
   */
  public static Estate load(Path path, @Nullable Profile profile) {
    EstateFile file = EstateFileReader.read(path);
    return new EstateLoader(file, profile == null ? file.profile() : profile).load();
  }

  private Estate load() {
    List<CloudResources> clouds = readResources();
    AccessCheck access = new AccessCheck(roleAssignments, file.principals());
    access.orphans().forEach(orphan -> findings.add(unknownHolder(orphan)));
    List<Fragment> devices = new DeviceLoader(file, machines(clouds), findings).load();
    refuseErrors(findings);
    return new Estate(file, profile, clouds, access, devices, join(clouds, devices));
  }

  private SortedMap<String, GuestAttachment> machines(List<CloudResources> clouds) {
    return file.devices().stream().anyMatch(device -> device.vm() != null)
        ? GuestAttachment.of(clouds, file.assigned())
        : new TreeMap<>();
  }

  /** Azure first, then the stamps by name. */
  private List<CloudResources> readResources() {
    ResourceReader azure = new ResourceReader();
    SortedMap<String, ResourceReader> stamps = new TreeMap<>();
    for (EstateFile.ResourceSource source : file.azure()) {
      String stamp = source.stamp();
      read(
          source, stamp == null ? azure : stamps.computeIfAbsent(stamp, _ -> new ResourceReader()));
    }
    List<CloudResources> clouds = new ArrayList<>();
    clouds.add(CloudResources.azure(azure.finish()));
    roleAssignments.addAll(azure.roleAssignments());
    stamps.forEach(
        (name, reader) -> {
          clouds.add(new CloudResources(new Cloud.Stamp(name), reader.finish()));
          roleAssignments.addAll(reader.roleAssignments());
        });
    return clouds;
  }

  private void read(EstateFile.ResourceSource source, ResourceReader reader) {
    ResourceDefaults defaults = new ResourceDefaults(source.subscription(), source.resourceGroup());
    each(source, source.patterns(), path -> read(path, reader, defaults));
    each(source, source.serviceTags(), path -> reader.readServiceTags(path, shown(path)));
  }

  /** Resources are JSON, unless the file is called like a script of {@code az} commands. */
  private void read(Path path, ResourceReader reader, ResourceDefaults defaults) {
    if (AzScriptReader.isScript(path)) {
      AzScriptReader.read(path, shown(path), reader, defaults);
    } else {
      reader.read(path, shown(path), defaults);
    }
  }

  private void each(EstateFile.ResourceSource source, List<String> patterns, Consumer<Path> read) {
    for (String pattern : patterns) {
      try {
        FileLists.matching(file.folder(), pattern, source.origin()).forEach(read);
      } catch (InvalidInputException e) {
        findings.addAll(e.findings());
      }
    }
  }

  /** R232: identities have to be in the directory before anybody acts on their behalf. */
  private static Finding unknownHolder(RoleAssignment assignment) {
    String holder =
        assignment.principalName().isEmpty()
            ? assignment.principalId()
            : assignment.principalName();
    return LoadingKinds.UNKNOWN_HOLDER.at(
        assignment.origin(),
        "The role assignment \""
            + assignment.name()
            + "\" is of \""
            + holder
            + "\", which is none of the principals: it allows nobody anything.");
  }

  /** A path as people see it: relative to the estate, unless it lies elsewhere. */
  private String shown(Path path) {
    try {
      return file.folder().relativize(path.toAbsolutePath().normalize()).toString();
    } catch (IllegalArgumentException e) {
      return path.toString();
    }
  }

  /** A joined network with the names of its Azure part. */
  record Joined(Network network, AzureNames names) {}

  private Joined join(List<CloudResources> clouds, List<Fragment> devices) {
    return join(file, profile, clouds, devices, findings);
  }

  /** Compiles resources and joins everything; used again for each variant of the resources. */
  static Joined join(
      EstateFile file,
      Profile profile,
      List<CloudResources> clouds,
      List<Fragment> devices,
      List<Finding> earlier) {
    List<Finding> findings = new ArrayList<>(earlier);
    refuseErrors(clouds.stream().flatMap(one -> one.resources().findings().stream()).toList());
    AzureFragment azure =
        AzureCompiler.compile(
            clouds,
            profile,
            file.assigned(),
            file.guests(),
            file.devices().stream().flatMap(device -> Stream.ofNullable(device.vm())).toList(),
            file.clients());
    refuseErrors(azure.fragment().findings());
    refuseErrors(unknownGuests(file, azure.names()));
    refuseErrors(configuredGuests(file));
    List<Fragment> fragments = new ArrayList<>();
    fragments.add(azure.fragment());
    fragments.addAll(devices);
    fragments.add(NatNodes.build(file.translators()));
    List<Cable> cables = new ArrayList<>();
    Map<String, Node> nodes = new HashMap<>();
    fragments.forEach(f -> f.nodes().forEach(node -> nodes.put(node.name(), node)));
    InterfaceNaming naming = new InterfaceNaming(nodes);
    file.cables().forEach(entry -> cables.add(cable(entry, naming)));
    fragments.add(new OutsideNodes(fragments, findings, cables).build(file.outside()));
    new EstateHosts(file.hosts(), nodes, cables, findings).addTo(fragments);
    LatencyTable latencies =
        new LatencyTable(
            file.latencies().stream()
                .map(l -> new LatencyTable.Entry(l.a(), l.b(), l.oneWay(), l.origin()))
                .toList());
    Fragment.Builder remarks = new Fragment.Builder();
    remarks.findings.addAll(findings);
    fragments.add(remarks.build());
    Network network = NetworkAssembly.join(fragments, cables, file.autoCables(), latencies);
    refuseErrors(network.findings());
    return new Joined(network, azure.names());
  }

  private static List<Finding> unknownGuests(EstateFile file, AzureNames names) {
    return file.guests().guests().stream()
        .filter(guest -> names.machine(guest.machine()).isEmpty())
        .map(
            guest ->
                Finding.error(
                    "TP1216",
                    guest.origin(),
                    "There is no virtual machine \"" + guest.machine() + "\".",
                    Nearest.question(guest.machine(), names.machines().keySet())))
        .toList();
  }

  /** R53: a guest with a configuration says itself what it passes on. */
  private static List<Finding> configuredGuests(EstateFile file) {
    Set<String> configured = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    file.devices().stream()
        .flatMap(device -> Stream.ofNullable(device.vm()))
        .forEach(configured::add);
    return file.guests().guests().stream()
        .filter(guest -> configured.contains(guest.machine()))
        .map(
            guest ->
                Finding.error(
                    "TP1219",
                    guest.origin(),
                    "The guest \""
                        + guest.machine()
                        + "\" has a configuration under devices, which says what it passes on.",
                    "Remove the entry, and write what it says into the configuration."))
        .toList();
  }

  private static void refuseErrors(List<Finding> findings) {
    List<Finding> errors =
        findings.stream()
            .filter(finding -> finding.severity() == io.towpath.net.Severity.ERROR)
            .sorted()
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidInputException(errors);
    }
  }

  private static Cable cable(EstateFile.CableEntry entry, InterfaceNaming naming) {
    return new Cable(
        end(entry.from(), naming), end(entry.to(), naming), entry.latency(), entry.origin());
  }

  private static Cable.End end(String text, InterfaceNaming naming) {
    if (text.equals("internet") || text.startsWith("circuit:") || text.startsWith("stamp:")) {
      return new Cable.End.Open(text);
    }
    return new Cable.End.Plug(naming.resolve(text));
  }
}
