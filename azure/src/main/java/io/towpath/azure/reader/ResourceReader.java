package io.towpath.azure.reader;

import io.towpath.azure.access.RoleAssignment;
import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.azure.resource.ServiceTags;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.JsonReader;
import io.towpath.net.document.Members;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads all resource files of an estate.
 *
 * <p>A file holds one resource, an array, {@code {"value": […]}}, {@code {"data": […]}} (Resource
 * Graph) or {@code {"resources": […]}} with literal values. Members stand under {@code properties}
 * or beside the name, as {@code az network} prints them; child resources stand in their parent or
 * on their own. Files are read as a stream: one element at a time is held.
 *
 * <p>What is broken becomes a finding with file and line, and reading goes on with the next
 * resource. The order of files does not change the result. Not safe for use by several threads;
 * made for one estate, with 100,000 interfaces in mind.
 */
public final class ResourceReader {
  private final ReadingNotes notes = new ReadingNotes();
  private final ResourceAssembly assembly = new ResourceAssembly(notes);
  private final ServiceTagReading serviceTags = new ServiceTagReading(notes);
  private final List<RoleAssignment> roleAssignments = new ArrayList<>();

  // Findings of one kind are given once for each file, since every resource of it would repeat
  // them.
  private boolean expressionsReported;

  /** Reads a file. */
  public void read(Path path, String file, ResourceDefaults defaults) {
    expressionsReported = false;
    try {
      afterwards(JsonReader.forEachElement(path, file, element -> add(element, defaults)));
    } catch (InvalidInputException e) {
      notes.addAll(e);
    }
  }

  /** Reads a stream, which the caller closes. */
  public void read(InputStream input, String file, ResourceDefaults defaults) {
    expressionsReported = false;
    try {
      afterwards(JsonReader.forEachElement(input, file, element -> add(element, defaults)));
    } catch (InvalidInputException e) {
      notes.addAll(e);
    }
  }

  /**
   * Reads a list of service tags, as Microsoft publishes it or as {@code az network
   * list-service-tags} prints it.
   */
  public void readServiceTags(Path path, String file) {
    try {
      serviceTags.read(path, file);
    } catch (InvalidInputException e) {
      notes.addAll(e);
    }
  }

  /** Reads a list of service tags that is held already. */
  public void addServiceTags(DocumentValue list) {
    try {
      serviceTags.read(list);
    } catch (InvalidInputException e) {
      notes.addAll(e);
    }
  }

  /** Adds what another reader found, of a form that it translates into resources. */
  public void add(Finding finding) {
    notes.add(finding);
  }

  /** Adds what another reader did not understand. */
  public void add(Unsupported entry) {
    notes.add(entry);
  }

  /** Reads one resource. */
  public void add(DocumentValue element, ResourceDefaults defaults) {
    Optional<StringValue> expression = TemplateExpressions.first(element);
    if (expression.isPresent()) {
      reportExpression(expression.get());
      return;
    }
    add(element, defaults, null);
  }

  private void add(DocumentValue element, ResourceDefaults defaults, @Nullable ResourceId parent) {
    try {
      Members object = Members.tolerant(unwrapped(element), "");
      if (object.value("condition").orElse(null) instanceof BooleanValue(boolean on, Origin _)
          && !on) {
        return; // a template's resource that is not deployed
      }
      Optional<String> type = ResourceIdentity.type(object, parent);
      if (type.isEmpty()) {
        throw new InvalidInputException(
            Finding.error(
                "TP2001",
                object.origin(),
                "This is not a resource: it has neither \"id\" nor \"type\".",
                "Name a file with the JSON that Azure's tools print."));
      }
      if (type.get().equalsIgnoreCase(RoleAssignmentReading.TYPE)) {
        RoleAssignmentReading.read(object, notes).ifPresent(roleAssignments::add);
        return;
      }
      if (type.get().equalsIgnoreCase(NestedDeployment.TYPE) && parent == null) {
        Optional<NestedDeployment> nested = NestedDeployment.read(object, defaults);
        if (nested.isPresent()) {
          nested.get().resources().forEach(one -> add(one, nested.get().defaults(), null));
          return;
        }
      }
      switch (ResourceKind.of(type.get())) {
        case MODELLED -> modelled(object, type.get(), defaults, parent);
        case UNSUPPORTED -> unsupported(object, type.get());
        case WITHOUT_CONSEQUENCE -> {}
      }
    } catch (InvalidInputException e) {
      notes.addAll(e);
    }
  }

  /** Commands that create print the resource under one name: {@code {"newVNet": {…}}}. */
  private static DocumentValue unwrapped(DocumentValue element) {
    if (element instanceof ObjectValue outer && outer.members().size() == 1) {
      Member only = outer.members().values().iterator().next();
      if (only.value() instanceof ObjectValue inner && Members.tolerant(inner, "").has("id")) {
        return inner;
      }
    }
    return element;
  }

  private void modelled(
      Members object, String type, ResourceDefaults defaults, @Nullable ResourceId parent) {
    ResourceId id = ResourceIdentity.id(object, type, defaults, parent);
    try {
      ArmMembers members = ArmMembers.of(notes, notes.id(id.toString(), defaults), object);
      if (type.equalsIgnoreCase(RouteServer.TYPE) && RouteServerReading.isVirtualWanHub(members)) {
        unsupported(object, type);
        return;
      }
      read(members, type);
    } catch (InvalidInputException e) {
      notes.addAll(e, id);
    }
    // Templates nest children in a list of their own.
    for (DocumentValue child : object.list("resources")) {
      add(child, defaults, id);
    }
  }

  private void read(ArmMembers members, String type) {
    switch (type.toLowerCase(Locale.ROOT)) {
      case "microsoft.network/virtualnetworks" ->
          assembly.add(VirtualNetworkReading.virtualNetwork(members));
      case "microsoft.network/virtualnetworks/subnets" ->
          assembly.add(VirtualNetworkReading.subnet(members));
      case "microsoft.network/virtualnetworks/virtualnetworkpeerings" ->
          assembly.add(VirtualNetworkReading.peering(members));
      case "microsoft.network/networkinterfaces" ->
          assembly.add(NetworkInterfaceReading.networkInterface(members));
      case "microsoft.network/publicipaddresses" ->
          assembly.add(NetworkInterfaceReading.publicIpAddress(members));
      case "microsoft.network/publicipprefixes" ->
          assembly.add(NetworkInterfaceReading.publicIpPrefix(members));
      case "microsoft.network/natgateways" ->
          assembly.add(NetworkInterfaceReading.natGateway(members));
      case "microsoft.network/routetables" -> assembly.add(RouteTableReading.table(members));
      case "microsoft.network/routetables/routes" -> assembly.add(RouteTableReading.route(members));
      case "microsoft.network/networksecuritygroups" ->
          assembly.add(SecurityGroupReading.group(members));
      case "microsoft.network/networksecuritygroups/securityrules" ->
          assembly.add(SecurityGroupReading.rule(members));
      case "microsoft.network/applicationsecuritygroups" ->
          assembly.add(SecurityGroupReading.applicationGroup(members));
      case "microsoft.network/virtualnetworkgateways" ->
          assembly.add(GatewayReading.gateway(members));
      case "microsoft.network/virtualnetworkgateways/natrules" ->
          assembly.add(GatewayReading.natRule(members));
      case "microsoft.network/localnetworkgateways" ->
          assembly.add(GatewayReading.localGateway(members));
      case "microsoft.network/connections" ->
          ConnectionReading.connection(members).ifPresent(assembly::add);
      case "microsoft.network/expressroutecircuits" ->
          assembly.add(CircuitReading.circuit(members));
      case "microsoft.network/expressroutecircuits/peerings" ->
          CircuitReading.peering(members).ifPresent(assembly::add);
      case "microsoft.network/expressroutecircuits/peerings/connections" ->
          assembly.add(CircuitReading.globalReach(members));
      case "microsoft.network/expressroutecircuits/authorizations" ->
          assembly.add(CircuitReading.authorization(members));
      case "microsoft.network/routefilters" ->
          assembly.add(RouteFilterReading.routeFilter(members));
      case "microsoft.network/bgpservicecommunities" ->
          assembly.add(RouteFilterReading.serviceCommunities(members));
      case "microsoft.network/virtualhubs" -> assembly.add(RouteServerReading.routeServer(members));
      case "microsoft.network/virtualhubs/ipconfigurations" ->
          assembly.add(RouteServerReading.configuration(members));
      case "microsoft.network/virtualhubs/bgpconnections" ->
          RouteServerReading.connection(members).ifPresent(assembly::add);
      case "microsoft.network/azurefirewalls" -> assembly.add(FirewallReading.firewall(members));
      case "microsoft.network/ipgroups" -> assembly.add(FirewallReading.ipGroup(members));
      case "microsoft.network/firewallpolicies" -> assembly.add(FirewallReading.policy(members));
      case "microsoft.network/firewallpolicies/rulecollectiongroups" ->
          assembly.add(FirewallReading.group(members));
      case "microsoft.network/loadbalancers" ->
          assembly.add(LoadBalancerReading.loadBalancer(members));
      case "microsoft.network/privateendpoints" ->
          assembly.add(PrivateEndpointReading.endpoint(members));
      case "microsoft.compute/virtualmachines" ->
          assembly.add(VirtualMachineReading.virtualMachine(members));
      default -> throw new IllegalStateException(type + " is called modelled, but nobody reads it");
    }
  }

  private void unsupported(Members object, String type) {
    String name =
        object.optionalText("id").or(() -> object.optionalText("name")).orElse("(without name)");
    notes.add(
        new Unsupported(
            object.origin().ofResource(name, null),
            type + " \"" + name.substring(name.lastIndexOf('/') + 1) + "\"",
            List.of()));
  }

  private void reportExpression(StringValue expression) {
    if (!expressionsReported) {
      expressionsReported = true;
      notes.add(
          Finding.error(
              "TP2003",
              expression.origin(),
              "This is a template: the value is the expression "
                  + expression.text().lines().findFirst().orElse("")
                  + ".",
              "Templates are not read yet; deploy it, or save the resources as literal values."));
    }
  }

  /** A list that Azure cut off would silently lack resources. */
  private void afterwards(ObjectValue envelope) {
    Members members = Members.tolerant(envelope, "");
    for (String name : List.of("nextLink", "$skipToken", "skip_token")) {
      if (members.has(name)) {
        notes.add(
            ReadingKinds.INCOMPLETE_LIST.at(
                members.originOf(name),
                "The list is not complete: it names a further page in \"" + name + "\".",
                "Save all pages, then remove \"" + name + "\"."));
      }
    }
  }

  /**
   * All resources read so far, with what was found. References are checked only if all was read
   * without error, since a resource that could not be read is missing everywhere.
   */
  public AzureResources finish() {
    return assembly.finish(ServiceTags.of(serviceTags.tags()));
  }

  /** The role assignments read so far, by scope and name, whatever the order of the files. */
  public List<RoleAssignment> roleAssignments() {
    return roleAssignments.stream()
        .sorted(Comparator.comparing(RoleAssignment::scope).thenComparing(RoleAssignment::name))
        .toList();
  }

  /** The types that are read, for documentation and tests. */
  static List<String> types() {
    return List.of(
        VirtualNetwork.TYPE,
        NetworkInterface.TYPE,
        VirtualMachine.TYPE,
        PublicIpAddress.TYPE,
        RouteTable.TYPE,
        NetworkSecurityGroup.TYPE,
        ApplicationSecurityGroup.TYPE,
        VirtualNetworkGateway.TYPE,
        LocalNetworkGateway.TYPE,
        Connection.TYPE,
        ExpressRouteCircuit.TYPE,
        LoadBalancer.TYPE,
        PrivateEndpoint.TYPE,
        NatGateway.TYPE,
        PublicIpPrefix.TYPE,
        AzureFirewall.TYPE,
        FirewallPolicy.TYPE,
        IpGroup.TYPE,
        RouteFilter.TYPE,
        ServiceCommunities.TYPE,
        RouteServer.TYPE);
  }
}
