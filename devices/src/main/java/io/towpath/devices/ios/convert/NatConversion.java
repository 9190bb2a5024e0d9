package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosNat;
import io.towpath.devices.ios.IosRouteMap;
import io.towpath.devices.ios.Scope;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.AddressSet;
import io.towpath.network.NatRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Address translation: static rules first, as IOS-XE looks for them first. */
final class NatConversion {

  private static final int LARGEST_POOL = 1024;

  private final Conversion conversion;
  private final FilterConversion filters;

  NatConversion(Conversion conversion, FilterConversion filters) {
    this.conversion = conversion;
    this.filters = filters;
  }

  /** The rules that translate anything, in the order in which they are tried. */
  List<NatRule> convert() {
    List<NatRule> rules = new ArrayList<>();
    for (IosNat.Static line : conversion.config.nat().statics()) {
      IpAddress outside = outside(line);
      if (outside != null && conversion.isDefined(line.vrf())) {
        rules.add(
            new NatRule.Static(
                conversion.vrfName(line.vrf()),
                line.local(),
                outside,
                line.length(),
                line.protocol(),
                line.localPort(),
                line.globalPort(),
                line.protocol() == 0 ? 0 : 1,
                conversion.origin(line.line())));
      }
    }
    for (IosNat.Dynamic line : conversion.config.nat().dynamics()) {
      NatRule rule = conversion.isDefined(line.vrf()) ? dynamic(line) : null;
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable IpAddress outside(IosNat.Static line) {
    if (line.global() != null) {
      return line.global();
    }
    IosInterface block =
        line.globalInterface() == null
            ? null
            : conversion.config.interfaces().get(line.globalInterface());
    IpAddress address = null;
    for (InterfaceStatement statement :
        block == null ? List.<InterfaceStatement>of() : block.statements()) {
      if (statement instanceof InterfaceStatement.Address(_, var own, _, boolean secondary)
          && !secondary) {
        address = own;
      }
    }
    return address;
  }

  private @Nullable NatRule dynamic(IosNat.Dynamic line) {
    List<IpAddress> pool = new ArrayList<>();
    String out = line.globalInterface();
    if (line.pool() != null) {
      IosNat.Pool addresses = conversion.config.nat().pools().get(line.pool());
      if (addresses == null) {
        return null;
      }
      expand(addresses, pool);
    } else if (out == null || !conversion.config.interfaces().containsKey(out)) {
      return null;
    }
    String list = line.list() != null ? line.list() : listOfRouteMap(line);
    IosAccessList sources =
        list == null ? null : conversion.config.policies().accessLists().get(list);
    if (sources == null || sources.entries().isEmpty()) {
      return null;
    }
    List<AddressSet> permitted = sources.extended() ? null : PermittedAddresses.of(sources);
    return new NatRule.Dynamic(
        conversion.vrfName(line.vrf()),
        permitted == null ? List.of(new AddressSet.Any()) : permitted,
        permitted == null ? filters.named(sources.name()) : null,
        pool,
        out,
        List.of(),
        conversion.origin(line.line()));
  }

  private void expand(IosNat.Pool range, List<IpAddress> pool) {
    Ipv4Address address = range.first();
    while (pool.size() < LARGEST_POOL
        && Integer.compareUnsigned(address.bits(), range.last().bits()) <= 0) {
      pool.add(address);
      if (address.bits() == -1) {
        return;
      }
      address = address.plus(1);
    }
  }

  /** The access list of a route map that is one permit clause with one list; else a note. */
  private @Nullable String listOfRouteMap(IosNat.Dynamic line) {
    IosRouteMap map = conversion.config.policies().routeMaps().get(line.routeMap());
    if (map == null) {
      return null;
    }
    if (map.clauses().size() == 1
        && map.clauses().getFirst().permit()
        && map.clauses().getFirst().matches().size() == 1
        && map.clauses().getFirst().matches().getFirst()
            instanceof IosRouteMap.MatchAccessList(_, List<String> names)
        && names.size() == 1) {
      return names.getFirst();
    }
    conversion.unsupported(
        line.line(),
        "ip nat inside source route-map " + line.routeMap(),
        new Scope.OfVrf(conversion.vrfName(line.vrf())));
    return null;
  }
}
