package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.network.NodeKind;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two links of a circuit, which fail together or of which one is missing. */
final class LinkGotchas implements NetworkGotcha {
  private static final FindingKind ONE_LINK =
      FindingKind.warning(
          "TP6114",
          "R134",
          "Circuit with a session on one link only",
          "A circuit is two links to two routers, and Microsoft services them one at a time. With a"
              + " session on one of them only, each service is an outage, and there is no SLA.",
          "Bring up the session of the other link.");

  private static final FindingKind ONE_DEVICE =
      FindingKind.info(
          "TP6115",
          "R134",
          "Both links of a circuit end at one device",
          "The two links survive the loss of a Microsoft router. The loss or the restart of the one"
              + " device at the other end takes both.",
          "End the links at two devices.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ONE_LINK, ONE_DEVICE);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.CircuitName circuit : context.names().circuits().values()) {
      Origin origin =
          context.resources().circuit(circuit.id()).map(one -> one.origin()).orElse(Origin.NONE);
      List<String> up = new ArrayList<>();
      List<String> down = new ArrayList<>();
      List<SessionTable.End> devices = new ArrayList<>();
      for (AzureNames.Link link : circuit.links()) {
        Optional<SessionTable.End> device = device(context, link);
        device.ifPresent(devices::add);
        if (link.domains().stream().anyMatch(LinkGotchas::isPrivate)) {
          (device.isPresent() ? up : down).add(link.link().word());
        }
      }
      if (up.size() == 1 && down.size() == 1) {
        context.report(
            ONE_LINK.at(
                origin,
                "The private peering of \""
                    + circuit.name()
                    + "\" has a session on its "
                    + up.getFirst()
                    + " link and none on its "
                    + down.getFirst()
                    + " link."));
      }
      if (devices.size() == 2 && devices.get(0).node() == devices.get(1).node()) {
        context.report(
            ONE_DEVICE.at(
                origin,
                "Both links of \""
                    + circuit.name()
                    + "\" end at \""
                    + context.nodeOf(devices.getFirst())
                    + "\"."));
      }
    }
  }

  private static boolean isPrivate(AzureNames.RoutingDomain domain) {
    return domain.type() == CircuitPeeringType.AZURE_PRIVATE;
  }

  /** The customer's end of the private peering of a link. */
  private static Optional<SessionTable.End> device(NetworkContext context, AzureNames.Link link) {
    return link.domains().stream()
        .filter(LinkGotchas::isPrivate)
        .flatMap(domain -> context.endsOf(domain.vrf()).stream())
        .flatMap(end -> context.peerOf(end).stream())
        .filter(peer -> !context.isAzure(context.nodeOf(peer)))
        .filter(peer -> context.topology().node(peer.node()).kind() != NodeKind.GATEWAY)
        .findFirst();
  }
}
