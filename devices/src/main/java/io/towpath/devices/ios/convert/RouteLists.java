package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.IosPolicies;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Named lists of the network, each made once. */
final class RouteLists {

  private final Conversion conversion;
  private final IosPolicies policies;
  private final Map<String, PrefixList> prefixLists = new HashMap<>();
  private final Map<String, AsPathList> asPathLists = new HashMap<>();
  private final Map<String, CommunityList> communityLists = new HashMap<>();

  RouteLists(Conversion conversion) {
    this.conversion = conversion;
    this.policies = conversion.config.policies();
  }

  /** Those of the names that are defined, in order. */
  static <T> List<T> all(List<String> names, Function<String, @Nullable T> lookUp) {
    List<T> found = new ArrayList<>();
    for (String name : names) {
      T list = lookUp.apply(name);
      if (list != null) {
        found.add(list);
      }
    }
    return found;
  }

  /** The prefix list of that name; null if it is undefined. */
  @Nullable PrefixList prefixList(String name) {
    IosPolicies.PrefixList list = policies.prefixLists().get(name);
    // A list with a description alone permits all, as an undefined one does.
    return list == null || list.entries().isEmpty()
        ? null
        : prefixLists.computeIfAbsent(name, _ -> convert(list));
  }

  private PrefixList convert(IosPolicies.PrefixList list) {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (IosPolicies.PrefixEntry entry : list.entries()) {
      entries.add(
          new PrefixList.Entry(
              (int) Math.min(entry.sequence(), Integer.MAX_VALUE),
              entry.permit(),
              entry.prefix(),
              entry.shortest(),
              entry.longest(),
              conversion.origin(entry.line())));
    }
    return new PrefixList(list.name(), entries, conversion.origin(list.line()));
  }

  /** The as-path access list of that name; null if it is undefined. */
  @Nullable AsPathList asPathList(String name) {
    IosPolicies.AsPathList list = policies.asPathLists().get(name);
    return list == null ? null : asPathLists.computeIfAbsent(name, _ -> convert(list));
  }

  private AsPathList convert(IosPolicies.AsPathList list) {
    List<AsPathList.Entry> entries = new ArrayList<>();
    for (IosPolicies.AsPathEntry entry : list.entries()) {
      entries.add(
          new AsPathList.Entry(
              entry.permit(), entry.expression(), conversion.origin(entry.line())));
    }
    return new AsPathList(list.name(), entries, conversion.origin(list.line()));
  }

  /** The community list of that name; null if it is undefined. */
  @Nullable CommunityList communityList(String name) {
    IosPolicies.CommunityList list = policies.communityLists().get(name);
    return list == null ? null : communityLists.computeIfAbsent(name, _ -> convert(list));
  }

  private CommunityList convert(IosPolicies.CommunityList list) {
    List<CommunityList.Entry> entries = new ArrayList<>();
    for (IosPolicies.CommunityEntry entry : list.entries()) {
      entries.add(
          new CommunityList.Entry(
              entry.permit(),
              entry.communities(),
              entry.expression(),
              conversion.origin(entry.line())));
    }
    return new CommunityList(list.name(), entries, conversion.origin(list.line()));
  }

  /**
   * The addresses that a standard access list permits, as host prefixes for next hops; null if it
   * is undefined or cannot be expressed, the latter with a note.
   */
  @Nullable PrefixList hostsIn(String name, int usedAt) {
    IosAccessList list = policies.accessLists().get(name);
    if (list == null || list.entries().isEmpty()) {
      return null;
    }
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (IosAccessList.Entry entry : list.entries()) {
      if (!entry.source().isPrefix() || list.extended()) {
        conversion.unsupported(usedAt, "match ip next-hop " + name, new Scope.Router());
        return null;
      }
      entries.add(
          new PrefixList.Entry(
              (int) entry.sequence(),
              entry.permit(),
              new Prefix(entry.source().address(), entry.source().length()),
              32,
              32,
              conversion.origin(entry.line())));
    }
    return new PrefixList(name, entries, conversion.origin(list.line()));
  }

  /**
   * An extended access list that filters routes: its source matches the network, its destination
   * the mask. Null if that is no prefix list.
   */
  @Nullable PrefixList routesOfExtended(IosAccessList list) {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (IosAccessList.Entry entry : list.entries()) {
      IosAccessList.Addresses mask = entry.destination();
      boolean anyMask = mask.wildcard() == -1;
      int length = Integer.numberOfLeadingZeros(~mask.address().bits());
      boolean exactMask = mask.wildcard() == 0 && mask.address().bits() == maskOf(length);
      if (!entry.source().isPrefix() || !anyMask && !exactMask) {
        return null;
      }
      Prefix network = new Prefix(entry.source().address(), entry.source().length());
      if (exactMask && length < network.length()) {
        // No route of this length ends in set bits that the list demands further on.
        if (!network.network().masked(length).equals(network.network())) {
          continue;
        }
        network = new Prefix(network.network(), length);
      }
      entries.add(
          new PrefixList.Entry(
              (int) entry.sequence(),
              entry.permit(),
              network,
              anyMask ? network.length() : length,
              anyMask ? 32 : length,
              conversion.origin(entry.line())));
    }
    return new PrefixList(list.name(), entries, conversion.origin(list.line()));
  }

  private static int maskOf(int length) {
    return io.towpath.net.Ipv4Address.mask(length);
  }
}
