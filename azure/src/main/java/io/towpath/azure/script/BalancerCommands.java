package io.towpath.azure.script;

import static io.towpath.azure.script.AzCommands.FRONTENDS;
import static io.towpath.azure.script.AzCommands.FRONTEND_TYPE;
import static io.towpath.azure.script.AzCommands.POOLS;
import static io.towpath.azure.script.AzCommands.POOL_TYPE;
import static io.towpath.azure.script.AzCommands.PROBE_TYPE;
import static io.towpath.azure.script.AzCommands.SUBNET;
import static io.towpath.azure.script.AzOption.bool;
import static io.towpath.azure.script.AzOption.number;
import static io.towpath.azure.script.AzOption.reference;
import static io.towpath.azure.script.AzOption.references;
import static io.towpath.azure.script.AzOption.text;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.PublicIpAddress;
import java.util.List;

/** Commands of load balancers. */
final class BalancerCommands {
  private BalancerCommands() {}

  static final List<AzCommand> ALL =
      List.of(
          AzCommand.make("network lb create", LoadBalancer.TYPE)
              .with(
                  text("--sku", "sku.name"),
                  text("--frontend-ip-name", FRONTENDS + "[0].name"),
                  reference("--subnet", FRONTENDS + "[0].properties.subnet", SUBNET),
                  text("--private-ip-address", FRONTENDS + "[0].properties.privateIPAddress")
                      .implying(FRONTENDS + "[0].properties.privateIPAllocationMethod", "Static"),
                  reference(
                      "--public-ip-address",
                      FRONTENDS + "[0].properties.publicIPAddress",
                      PublicIpAddress.TYPE),
                  text("--backend-pool-name", POOLS + "[0].name")),
          AzCommand.add("network lb frontend-ip create", LoadBalancer.TYPE, "--lb-name", FRONTENDS)
              .with(
                  reference("--subnet", "properties.subnet", SUBNET),
                  text("--private-ip-address", "properties.privateIPAddress")
                      .implying("properties.privateIPAllocationMethod", "Static"),
                  reference(
                      "--public-ip-address", "properties.publicIPAddress", PublicIpAddress.TYPE)),
          AzCommand.add("network lb address-pool create", LoadBalancer.TYPE, "--lb-name", POOLS),
          AzCommand.add(
                  "network lb probe create", LoadBalancer.TYPE, "--lb-name", "properties.probes")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--port", "properties.port"),
                  number("--interval", "properties.intervalInSeconds"),
                  text("--path", "properties.requestPath").onlyRead()),
          AzCommand.add(
                  "network lb rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.loadBalancingRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--frontend-port", "properties.frontendPort"),
                  number("--backend-port", "properties.backendPort"),
                  reference(
                      "--frontend-ip-name", "properties.frontendIPConfiguration", FRONTEND_TYPE),
                  reference("--backend-pool-name", "properties.backendAddressPool", POOL_TYPE),
                  reference("--probe-name --probe", "properties.probe", PROBE_TYPE),
                  bool("--enable-floating-ip --floating-ip", "properties.enableFloatingIP"),
                  bool("--disable-outbound-snat", "properties.disableOutboundSnat")),
          AzCommand.add(
                  "network lb inbound-nat-rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.inboundNatRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--frontend-port", "properties.frontendPort"),
                  number("--frontend-port-range-start", "properties.frontendPortRangeStart"),
                  number("--frontend-port-range-end", "properties.frontendPortRangeEnd"),
                  number("--backend-port", "properties.backendPort"),
                  reference(
                      "--frontend-ip-name --frontend-ip",
                      "properties.frontendIPConfiguration",
                      FRONTEND_TYPE),
                  reference(
                      "--backend-address-pool --backend-pool-name",
                      "properties.backendAddressPool",
                      POOL_TYPE),
                  bool("--enable-floating-ip --floating-ip", "properties.enableFloatingIP")),
          AzCommand.add(
                  "network lb outbound-rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.outboundRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  references(
                      "--frontend-ip-configs",
                      "properties.frontendIPConfigurations",
                      FRONTEND_TYPE),
                  reference("--address-pool", "properties.backendAddressPool", POOL_TYPE)));
}
