package io.towpath.estate.starter;

import java.util.List;
import java.util.Optional;

/** All kinds of estates to begin with, in the order in which they are offered. */
public final class Starters {
  /** A new kind needs a line here, and its files. */
  public static final List<Starter> ALL =
      List.of(
          new TextStarter(
              "hub-spoke",
              "a hub with a firewall between two spokes: peering, route tables, security groups",
              List.of("estate.yaml", "azure/networks.json", "azure/machines.json")),
          new TextStarter(
              "er-vpn",
              "an office with ExpressRoute and a VPN as backup: gateways, circuit, router",
              List.of(
                  "estate.yaml",
                  "azure/networks.json",
                  "azure/gateways.json",
                  "azure/machines.json",
                  "devices/edge.cfg")),
          new TextStarter(
              "route-server",
              "a Route Server with an appliance: BGP between Azure and a guest's configuration",
              List.of(
                  "estate.yaml",
                  "azure/networks.json",
                  "azure/route-server.json",
                  "azure/machines.json",
                  "devices/nva.conf")),
          new CspStarter(),
          new NestedStarter(),
          new AzureStackStarter());

  private Starters() {}

  /** The kind of that word. */
  public static Optional<Starter> named(String kind) {
    return ALL.stream().filter(starter -> starter.kind().equals(kind)).findFirst();
  }
}
