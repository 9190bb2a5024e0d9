package io.towpath.cli.command;

import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.answers.Answers;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Findings and unsupported lines that could change an answer: those that name an element which the
 * answer touches, and those that name none.
 *
 * @param findings warnings and worse
 * @param unsupported what is not modelled
 */
public record Remarks(List<Finding> findings, List<Unsupported> unsupported) {
  public Remarks {
    findings = List.copyOf(findings);
    unsupported = List.copyOf(unsupported);
  }

  /** Remarks about elements. */
  static Remarks about(Network network, Collection<String> elements, List<Finding> more) {
    Set<String> touched = new TreeSet<>(elements);
    List<Finding> findings = new ArrayList<>(more);
    for (Finding finding : network.findings()) {
      if (finding.severity() != Severity.INFO && concerns(finding.affects(), touched)) {
        findings.add(finding);
      }
    }
    return new Remarks(
        findings.stream().distinct().sorted().toList(),
        network.unsupported().stream()
            .filter(u -> u.affects().isEmpty() || concerns(u.affects(), touched))
            .toList());
  }

  /** Remarks about tables of the solution that answers. */
  static Remarks aboutTable(Answers answers, Collection<VrfRef> vrfs) {
    Network network = answers.solution().topology().network();
    return about(network, elements(vrfs, network), answers.solution().problems());
  }

  /** Remarks about an Azure interface: its port, and the table of its subnet. */
  static Remarks aboutInterface(Answers answers, AzureNames.NicName nic) {
    return about(
        answers.solution().topology().network(),
        List.of(nic.port().toString(), nic.vrf().toString()),
        answers.solution().problems());
  }

  /** The same with more that is not modelled. */
  Remarks and(List<Unsupported> more) {
    List<Unsupported> all = new ArrayList<>(more);
    all.addAll(unsupported);
    return new Remarks(findings, all);
  }

  private static boolean concerns(List<String> affects, Set<String> touched) {
    return affects.stream().anyMatch(touched::contains);
  }

  /** Elements that the walks of a trace touch: nodes, interfaces and VRFs. */
  static Set<String> elements(Trace trace, Topology topology) {
    Set<String> elements = new TreeSet<>();
    collect(trace.forward(), topology, elements);
    collect(trace.back(), topology, elements);
    return elements;
  }

  private static void collect(@Nullable Walk walk, Topology topology, Set<String> elements) {
    if (walk == null) {
      return;
    }
    elements.addAll(walk.route());
    for (int iface : walk.touched()) {
      InterfaceRef ref = topology.interfaceRef(iface);
      elements.add(ref.toString());
      int vrf = topology.vrfOfInterface(iface);
      if (vrf >= 0) {
        elements.add(topology.vrfRef(vrf).toString());
      }
    }
  }

  /** Elements of tables: their VRFs, their nodes and the interfaces in them. */
  static Set<String> elements(Collection<VrfRef> vrfs, Network network) {
    Set<String> elements = new TreeSet<>();
    for (VrfRef vrf : vrfs) {
      elements.add(vrf.toString());
      elements.add(vrf.node());
      var node = network.nodes().get(vrf.node());
      if (node != null) {
        node.interfaces().stream()
            .filter(iface -> iface.vrf().equals(vrf.name()))
            .forEach(iface -> elements.add(vrf.node() + ":" + iface.name()));
      }
    }
    return elements;
  }
}
