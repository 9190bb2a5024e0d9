package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.AzureSketch.Appliance;
import io.towpath.testkit.networks.azure.AzureSketch.Peering;
import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may fail, with names. */
final class FailureDrawing {
  private static final int MOST = 4;

  private final AzureSketch sketch;
  private final Dice dice;

  FailureDrawing(AzureSketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("failures");
  }

  private record Candidate(String kind, String text, Set<String> needs) {}

  void draw() {
    List<Candidate> candidates = new ArrayList<>();
    for (Appliance appliance : sketch.appliances) {
      add(candidates, "node", "{node: " + appliance.name() + "}", appliance.needs());
      for (Line session : sketch.resources.getOrDefault("route-servers", List.of())) {
        for (Vnet vnet : sketch.vnets) {
          String path = vnet.routeServerName() + "/bgpConnections/" + appliance.name() + "\"";
          if (session.text().contains(path)) {
            add(
                candidates,
                "session",
                "{session: [%s, %s/%d]}"
                    .formatted(appliance.name(), vnet.routeServerName(), dice.below(2)),
                session.needs());
          }
        }
      }
    }
    for (Vnet vnet : sketch.vnets) {
      addOf(vnet, candidates);
    }
    for (Peering peering : sketch.peerings) {
      if (dice.percent(20)) {
        add(
            candidates,
            "peering",
            "{peering: %s/to-%s}".formatted(peering.one().name(), peering.other().name()),
            peering.needs());
      }
    }
    int number = 1;
    for (Candidate candidate : dice.shuffled(candidates).stream().limit(MOST).toList()) {
      String name = "f" + number++;
      sketch.note("failure of " + candidate.kind());
      sketch.failures.add(
          new Line(
              name + ": " + candidate.text(), Line.with(candidate.needs(), "failure " + name)));
    }
  }

  private void addOf(Vnet vnet, List<Candidate> candidates) {
    if (vnet.routeServer()) {
      String text = "{gatewayInstance: %s/%d}".formatted(vnet.routeServerName(), dice.below(2));
      Set<String> needs = VnetDrawing.needsOfRouteServer(vnet, vnet.needs());
      add(candidates, "Route Server instance", text, needs);
    }
    if (vnet.gateway().hasExpressRoute()) {
      Set<String> needs = SiteDrawing.needsOfCircuit(vnet);
      String which = dice.percent(50) ? "primary" : "secondary";
      String link = "{circuit: %s/%s}".formatted(SiteDrawing.circuit(vnet), which);
      add(candidates, "circuit link", link, needs);
      if (dice.percent(30)) {
        add(candidates, "circuit", "{circuit: " + SiteDrawing.circuit(vnet) + "}", needs);
      }
    }
    if (vnet.gateway().hasVpn()) {
      Set<String> needs = BranchDrawing.needsOfBranch(vnet);
      String tunnel = "{tunnel: %s-%s}".formatted(vnet.name(), BranchDrawing.branch(vnet));
      add(candidates, "tunnel", tunnel, needs);
      String instance = "{gatewayInstance: " + vnet.vpnGateway() + "/0}";
      add(candidates, "gateway instance", instance, needs);
    }
  }

  private static void add(List<Candidate> candidates, String kind, String text, Set<String> needs) {
    candidates.add(new Candidate(kind, text, needs));
  }
}
