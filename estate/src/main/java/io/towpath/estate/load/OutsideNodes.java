package io.towpath.estate.load;

import io.towpath.estate.file.EstateFile;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Cable;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the neighbours that are known only by what they announce. Each gets the address that the
 * device or circuit on its side expects of it, an eBGP speaker, and a cable.
 */
final class OutsideNodes {
  private static final String PORT = "port";

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, OpenEnd> openEnds = new LinkedHashMap<>();
  private final List<Finding> findings;
  private final List<Cable> cables;

  OutsideNodes(List<Fragment> fragments, List<Finding> findings, List<Cable> cables) {
    for (Fragment fragment : fragments) {
      fragment.nodes().forEach(node -> nodes.put(node.name(), node));
      fragment.openEnds().forEach(end -> openEnds.put(end.name(), end));
    }
    this.findings = findings;
    this.cables = cables;
  }

  /** A fragment with one node for each entry. */
  Fragment build(List<EstateFile.OutsideEntry> entries) {
    Fragment.Builder fragment = new Fragment.Builder();
    for (EstateFile.OutsideEntry entry : entries) {
      Node node = build(entry);
      if (node != null) {
        fragment.nodes.add(node);
      }
    }
    return fragment.build();
  }

  private @Nullable Node build(EstateFile.OutsideEntry entry) {
    OpenEnd open = openEnds.get(entry.at());
    InterfaceRef at = open != null ? open.at() : interfaceRef(entry.at());
    Node there = at == null ? null : nodes.get(at.node());
    Interface iface = there == null || at == null ? null : there.findInterface(at.name());
    if (there == null || iface == null || at == null) {
      List<String> known = new ArrayList<>(openEnds.keySet());
      nodes
          .values()
          .forEach(n -> n.interfaces().forEach(i -> known.add(n.name() + ":" + i.name())));
      findings.add(
          Finding.error(
              "TP1110",
              entry.origin(),
              "The outside neighbour sits at \"" + entry.at() + "\", which does not exist.",
              Nearest.question(entry.at(), known)));
      return null;
    }
    BgpSpeaker speaker = speakerOf(there, iface);
    BgpPeer expected = speaker == null ? null : expectedPeer(speaker, iface, entry.asn());
    InterfaceAddress own = iface.addresses().isEmpty() ? null : iface.addresses().getFirst();
    if (speaker == null || expected == null || own == null) {
      findings.add(
          Finding.error(
              "TP1111",
              entry.origin(),
              entry.at() + " has no BGP neighbour of AS " + entry.asn() + " on its subnet.",
              "Correct the asn, or configure the neighbour at " + at + "."));
      return null;
    }
    String name = "outside:" + entry.at();
    Origin origin = entry.origin();
    cables.add(
        new Cable(
            new Cable.End.Plug(new InterfaceRef(name, PORT)),
            open != null ? new Cable.End.Open(open.name()) : new Cable.End.Plug(at),
            null,
            origin));
    return Node.named(name, NodeKind.OUTSIDE, origin)
        .vrfs(List.of(Vrf.router(Vrf.DEFAULT, List.of(), origin)))
        .interfaces(
            List.of(
                Interface.named(PORT, Vrf.DEFAULT, origin)
                    .address(expected.address(), own.length())
                    .tags(iface.tags())
                    .build()))
        .bgp(List.of(speaker(entry, speaker.asn(), own.address(), expected.address())))
        .build();
  }

  private static BgpSpeaker speaker(
      EstateFile.OutsideEntry entry, long remoteAsn, IpAddress remote, IpAddress own) {
    return new BgpSpeaker(
        Vrf.DEFAULT,
        entry.asn(),
        own,
        BgpSpeaker.Options.IOS,
        entry.announces().stream()
            .map(prefix -> new BgpSpeaker.NetworkStatement(prefix, null, false, entry.origin()))
            .toList(),
        List.of(),
        List.of(),
        List.of(
            new BgpPeer(
                remote,
                remoteAsn,
                null,
                // Assumed willing: any key agrees.
                BgpPeer.Transport.CONNECTED.withKey(new io.towpath.network.Secret.NotPrinted()),
                List.of(BgpPeer.Family.ipv4()),
                null,
                entry.origin())),
        BgpSpeaker.Install.ALL,
        entry.origin());
  }

  private static @Nullable InterfaceRef interfaceRef(String text) {
    int colon = text.indexOf(':');
    return colon <= 0
        ? null
        : new InterfaceRef(text.substring(0, colon), text.substring(colon + 1));
  }

  private static @Nullable BgpSpeaker speakerOf(Node node, Interface iface) {
    return node.bgp().stream()
        .filter(candidate -> candidate.vrf().equals(iface.vrf()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable BgpPeer expectedPeer(BgpSpeaker speaker, Interface iface, long asn) {
    for (BgpPeer peer : speaker.peers()) {
      for (InterfaceAddress address : iface.addresses()) {
        if (peer.remoteAsn() == asn && address.subnet().contains(peer.address())) {
          return peer;
        }
      }
    }
    return null;
  }
}
