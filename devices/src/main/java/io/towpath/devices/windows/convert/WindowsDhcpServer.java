package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.DhcpOptions;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Range;
import io.towpath.network.Services.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scopes of the DHCP server (R255). Options of a scope go before those of the server. */
final class WindowsDhcpServer {
  private final WindowsReading reading;

  WindowsDhcpServer(WindowsReading reading) {
    this.reading = reading;
  }

  /** The scopes that are active, in the order of the script. */
  List<DhcpScope> convert() {
    List<DhcpScope> scopes = new ArrayList<>();
    for (WindowsStatement.DhcpScope said : reading.all(WindowsStatement.DhcpScope.class)) {
      if (said.active()) {
        scopes.add(scope(said));
      }
    }
    unknownScopes();
    return scopes;
  }

  private DhcpScope scope(WindowsStatement.DhcpScope said) {
    Ipv4Address id = said.id();
    List<Ipv4Address> routers = null;
    List<Ipv4Address> dnsServers = null;
    for (boolean ofScope : new boolean[] {false, true}) {
      for (DhcpOptions options : reading.all(DhcpOptions.class)) {
        if (ofScope ? id.equals(options.scope()) : options.scope() == null) {
          routers = options.routers() == null ? routers : options.routers();
          dnsServers = options.dnsServers() == null ? dnsServers : options.dnsServers();
        }
      }
    }
    List<Range> excluded = new ArrayList<>();
    for (WindowsStatement.DhcpExclusion range : reading.all(WindowsStatement.DhcpExclusion.class)) {
      if (range.scope().equals(id)) {
        excluded.add(new Range(range.first(), range.last()));
      }
    }
    List<Reservation> reserved = new ArrayList<>();
    for (WindowsStatement.DhcpReservation kept :
        reading.all(WindowsStatement.DhcpReservation.class)) {
      if (kept.scope().equals(id)) {
        reserved.add(new Reservation(kept.address(), kept.client()));
      }
    }
    return new DhcpScope(
        said.name(),
        new Prefix(id, said.length()),
        said.first(),
        said.last(),
        first(routers),
        dnsServers == null ? List.of() : List.copyOf(dnsServers),
        excluded,
        reserved,
        List.of(),
        reading.origin(said.line()));
  }

  private static @Nullable IpAddress first(@Nullable List<Ipv4Address> addresses) {
    return addresses == null || addresses.isEmpty() ? null : addresses.getFirst();
  }

  /** Windows refuses what is said about a scope that does not exist. */
  private void unknownScopes() {
    for (WindowsStatement statement : reading.config.statements()) {
      Ipv4Address scope = scopeOf(statement);
      boolean unknown =
          scope != null
              && reading.all(WindowsStatement.DhcpScope.class).stream()
                  .noneMatch(said -> Objects.equals(said.id(), scope));
      if (unknown) {
        reading.refuse(
            "TP3207",
            statement.line(),
            "There is no DHCP scope " + scope + ".",
            "Name a scope by its network address, or add it by Add-DhcpServerv4Scope.");
      }
    }
  }

  private static @Nullable Ipv4Address scopeOf(WindowsStatement statement) {
    if (statement instanceof WindowsStatement.DhcpReservation said) {
      return said.scope();
    }
    if (statement instanceof WindowsStatement.DhcpExclusion said) {
      return said.scope();
    }
    return statement instanceof DhcpOptions said ? said.scope() : null;
  }
}
