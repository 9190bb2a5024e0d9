package io.towpath.lab.compare;

import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.LeaseClient;
import io.towpath.net.IpAddress;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What DHCP servers have told their clients, by the names of these. */
final class LeaseRows {
  /** All leases stand in one table. */
  static final String PLACE = "leases";

  private static final String NOTHING = "none";
  private static final List<String> FIELDS = List.of("address", "server", "router", "dns");

  private LeaseRows() {}

  /** What the clients of a lab should have been told. */
  static TableRows predicted(Network network, LabPlan plan) {
    List<Row> rows = new ArrayList<>();
    for (LeaseClient client : plan.clients()) {
      String server = plan.space(client.server()).node();
      Node node = network.nodes().get(server);
      if (node != null) {
        for (DhcpScope scope : node.services().dhcpScopes()) {
          scope.leases().stream()
              .filter(lease -> lease.host().equals(client.host()))
              .forEach(lease -> rows.add(row(lease, scope, node)));
        }
      }
    }
    return TableRows.of(TableKind.LEASES, PLACE, rows);
  }

  private static Row row(Lease lease, DhcpScope scope, Node server) {
    String own =
        server.interfaces().stream()
            .flatMap(iface -> iface.addresses().stream())
            .filter(address -> scope.subnet().contains(address.address()))
            .map(address -> address.address().toString())
            .findFirst()
            .orElse(NOTHING);
    String dns =
        scope.dnsServers().stream().map(IpAddress::toString).collect(Collectors.joining(" "));
    return Row.of(lease.host())
        .with("address", lease.address() + "/" + scope.subnet().length())
        .with("server", own)
        .with("router", scope.router() == null ? NOTHING : scope.router())
        .with("dns", dns.isEmpty() ? NOTHING : dns)
        .fact(Row.NODES, server.name())
        .build();
  }

  /** What they have been told; those that have no lease are not there. */
  static TableRows observed(LabAccess lab) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (LeaseClient client : lab.plan().clients()) {
      Path file = lab.directory(client.space()).resolve(LeaseClient.LEASE);
      if (Files.exists(file)) {
        rows.add(row(client.host(), Files.readAllLines(file)));
      }
    }
    return TableRows.of(TableKind.LEASES, PLACE, rows);
  }

  /** The row of a client, from the lines that its program has written. */
  static Row row(String host, List<String> lines) {
    Row.Builder row = Row.of(host);
    for (String field : FIELDS) {
      String value =
          lines.stream()
              .filter(line -> line.startsWith(field + " "))
              .map(line -> line.substring(field.length()).strip())
              .findFirst()
              .orElse("");
      row.with(field, value.isEmpty() ? NOTHING : value);
    }
    return row.build();
  }
}
