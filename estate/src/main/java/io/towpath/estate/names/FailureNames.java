package io.towpath.estate.names;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.ResourceId;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.InterfaceNaming;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.Failure;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns failures as people write them into failures of the network, and solves for them. */
public final class FailureNames {
  private final Estate estate;

  /** Names of an estate's failures. */
  public FailureNames(Estate estate) {
    this.estate = estate;
  }

  /** A variant of the estate with a solution on it. */
  public record Outcome(Estate.Variant variant, Solution solution) {}

  /** What failures mean: a variant of the estate, and what fails of its network. */
  public record Meaning(Estate.Variant variant, List<Failure> failures) {
    public Meaning {
      failures = List.copyOf(failures);
    }
  }

  /** The network with these failures at rest. */
  public Outcome solve(List<FailureSpec> specs) {
    Meaning meaning = meaning(specs);
    return new Outcome(meaning.variant(), meaning.variant().solve(meaning.failures()));
  }

  /**
   * What is wrong with the failures that the estate's file names, and with those that its
   * expectations name, in the order of the file; empty if all can be made to happen.
   */
  public List<Finding> mistakes() {
    List<Finding> mistakes = new ArrayList<>();
    estate.file().failures().values().forEach(spec -> mistakes.addAll(mistakes(spec)));
    estate.file().expectations().stream()
        .flatMap(expectation -> expectation.failures().stream())
        .filter(spec -> !isNamed(spec))
        .forEach(spec -> mistakes.addAll(mistakes(spec)));
    return mistakes.stream().distinct().toList();
  }

  /** A name that the file gives is looked at once, where it is given. */
  private boolean isNamed(FailureSpec spec) {
    return spec instanceof FailureSpec.Named(String name, _)
        && estate.file().failures().containsKey(name);
  }

  private List<Finding> mistakes(FailureSpec spec) {
    try {
      FailureSpec meant = named(spec);
      if (meant instanceof FailureSpec.PeeringSpec peering) {
        peering(peering);
      } else {
        failures(meant, new EstateNames(estate.base()));
      }
      return List.of();
    } catch (InvalidInputException e) {
      return e.findings();
    }
  }

  /** What these failures mean, without solving for them. */
  public Meaning meaning(List<FailureSpec> specs) {
    List<FailureSpec> plain = new ArrayList<>();
    List<ResourceId> peerings = new ArrayList<>();
    for (FailureSpec spec : specs) {
      FailureSpec meant = named(spec);
      if (meant instanceof FailureSpec.PeeringSpec peering) {
        peerings.add(peering(peering));
      } else {
        plain.add(meant);
      }
    }
    Estate.Variant variant = peerings.isEmpty() ? estate.base() : estate.withoutPeerings(peerings);
    List<Failure> failures = new ArrayList<>();
    for (FailureSpec spec : plain) {
      failures.addAll(failures(spec, new EstateNames(variant)));
    }
    return new Meaning(variant, failures.stream().distinct().toList());
  }

  private ResourceId peering(FailureSpec.PeeringSpec spec) {
    var known = estate.base().names().peerings();
    AzureNames.PeeringName name = known.get(spec.peering());
    if (name == null) {
      throw EstateNames.unknown("TP1206", "peering", spec.peering(), known.keySet(), spec.origin());
    }
    return name.id();
  }

  /**
   * Reads a failure from a command line: a name from the estate, or {@code kind:value} with the
   * words of the estate, such as {@code node:ce1} or {@code cable:a:Gi1,b:Gi2}; a bare node or
   * {@code NODE:INTERFACE} works too.
   */
  public FailureSpec parse(String text) {
    Origin origin = Origin.NONE;
    if (estate.file().failures().containsKey(text)) {
      return new FailureSpec.Named(text, origin);
    }
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String value = text.substring(colon + 1).trim();
    String[] two = value.split(",", 2);
    return switch (kind) {
      case "interface" -> new FailureSpec.InterfaceSpec(value, origin);
      case "silent" -> new FailureSpec.SilentSpec(value, origin);
      case "node" -> new FailureSpec.NodeSpec(value, origin);
      case "gatewayInstance" -> new FailureSpec.InstanceSpec(value, origin);
      case "tunnel" -> new FailureSpec.TunnelSpec(value, origin);
      case "circuit" -> new FailureSpec.CircuitSpec(value, origin);
      case "peering" -> new FailureSpec.PeeringSpec(value, origin);
      case "cable" -> new FailureSpec.CableSpec(two[0].trim(), two[two.length - 1].trim(), origin);
      case "session" ->
          new FailureSpec.SessionSpec(two[0].trim(), two[two.length - 1].trim(), origin);
      default -> {
        Map<String, Node> nodes = estate.base().network().nodes();
        if (nodes.containsKey(text)) {
          yield new FailureSpec.NodeSpec(text, origin);
        }
        if (nodes.containsKey(kind)) {
          yield new FailureSpec.InterfaceSpec(text, origin);
        }
        yield new FailureSpec.Named(text, origin);
      }
    };
  }

  /** What a failure stands for once every name is followed. */
  private FailureSpec named(FailureSpec spec) {
    Set<String> followed = new LinkedHashSet<>();
    FailureSpec meant = spec;
    while (meant instanceof FailureSpec.Named(String name, Origin origin)) {
      if (!followed.add(name)) {
        throw new InvalidInputException(
            Finding.error(
                "TP1238",
                origin,
                "The failure \"" + name + "\" stands for itself: " + round(followed, name) + ".",
                "Say what fails, such as {node: NAME}."));
      }
      FailureSpec given = estate.file().failures().get(name);
      meant = given == null ? typed(name, origin) : given;
    }
    return meant;
  }

  private static String round(Set<String> followed, String name) {
    return String.join(" -> ", followed) + " -> " + name;
  }

  /** A failure that the file does not name: a device, an interface, or {@code KIND:VALUE}. */
  private FailureSpec typed(String name, Origin origin) {
    FailureSpec parsed = parse(name);
    if (!(parsed instanceof FailureSpec.Named)) {
      return parsed;
    }
    List<String> names = List.copyOf(estate.file().failures().keySet());
    List<String> known = new ArrayList<>(names);
    known.addAll(estate.base().network().nodes().keySet());
    throw new InvalidInputException(
        Finding.error(
            "TP1207",
            origin,
            "There is no failure \"" + name + "\".",
            Nearest.question(name, known)
                + (names.isEmpty()
                    ? " The estate names no failures;"
                    : " The estate names " + String.join(", ", names) + ";")
                + " KIND:VALUE such as node:NAME works too."));
  }

  private static List<Failure> failures(FailureSpec spec, EstateNames names) {
    return switch (spec) {
      case FailureSpec.InterfaceSpec(String at, Origin origin) ->
          List.of(new Failure.InterfaceDown(iface(at, names, origin), false));
      case FailureSpec.SilentSpec(String at, Origin origin) ->
          List.of(new Failure.InterfaceDown(iface(at, names, origin), true));
      case FailureSpec.CableSpec(String a, String b, Origin origin) -> {
        List<Failure> both = new ArrayList<>(cableEnd(a, names, origin));
        both.addAll(cableEnd(b, names, origin));
        yield both;
      }
      case FailureSpec.NodeSpec(String name, Origin origin) ->
          List.of(new Failure.NodeDown(names.nodeOf(name, origin)));
      case FailureSpec.InstanceSpec(String instance, Origin origin) ->
          List.of(new Failure.NodeDown(instance(instance, names, origin)));
      case FailureSpec.TunnelSpec(String tunnel, Origin origin) ->
          names.tunnels(tunnel, origin).stream()
              .<Failure>map(t -> new Failure.TunnelDown(t.node(), t.tunnel()))
              .toList();
      case FailureSpec.SessionSpec(String a, String b, Origin origin) -> {
        List<Failure> sessions = new ArrayList<>();
        for (String from : names.sessionNodes(a, origin)) {
          for (String to : names.sessionNodes(b, origin)) {
            sessions.add(new Failure.SessionDown(from, to));
          }
        }
        yield sessions;
      }
      case FailureSpec.CircuitSpec(String circuit, Origin origin) -> {
        List<Failure> links = new ArrayList<>();
        for (AzureNames.Link link : names.links(circuit, origin)) {
          links.addAll(wires(link.node(), names));
        }
        yield links;
      }
      case FailureSpec.PeeringSpec(String peering, Origin origin) -> List.of();
      case FailureSpec.Named(String name, Origin origin) -> List.of();
    };
  }

  /** The customer side of a link: what a cut between provider and Microsoft takes away. */
  private static List<Failure> wires(String edgeRouter, EstateNames names) {
    Node node = names.network().nodes().get(edgeRouter);
    List<Failure> wires = new ArrayList<>();
    if (node != null) {
      for (Interface iface : node.interfaces()) {
        if (iface.link() == LinkKind.WIRE) {
          wires.add(new Failure.InterfaceDown(new InterfaceRef(edgeRouter, iface.name()), false));
        }
      }
    }
    return wires;
  }

  private static List<Failure> cableEnd(String text, EstateNames names, Origin origin) {
    if (text.startsWith("circuit:")) {
      return names.links(text, origin).stream()
          .flatMap(link -> wires(link.node(), names).stream())
          .toList();
    }
    return text.equals("internet")
        ? List.of()
        : List.of(new Failure.InterfaceDown(iface(text, names, origin), false));
  }

  private static String instance(String text, EstateNames names, Origin origin) {
    int slash = text.lastIndexOf('/');
    List<String> known = new ArrayList<>();
    for (AzureNames.GatewayName gateway : names.azure().gateways().values()) {
      for (int i = 0; i < gateway.instances().size(); i++) {
        String name = gateway.name() + "/" + i;
        if (name.equalsIgnoreCase(text) || slash < 0 && gateway.name().equalsIgnoreCase(text)) {
          return gateway.instances().get(i).node();
        }
        known.add(name);
      }
    }
    throw EstateNames.unknown("TP1208", "gateway instance", text, known, origin);
  }

  private static InterfaceRef iface(String text, EstateNames names, Origin origin) {
    InterfaceRef ref = new InterfaceNaming(names.network().nodes()).resolve(text);
    Node node = names.network().nodes().get(ref.node());
    if (node == null) {
      throw EstateNames.unknown(
          "TP1209", "device", ref.node(), names.network().nodes().keySet(), origin);
    }
    if (node.findInterface(ref.name()) == null) {
      throw EstateNames.unknown(
          "TP1209",
          "interface at " + ref.node(),
          ref.name(),
          node.interfaces().stream().map(Interface::name).toList(),
          origin);
    }
    return ref;
  }
}
