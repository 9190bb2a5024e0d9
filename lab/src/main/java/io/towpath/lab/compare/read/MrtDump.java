package io.towpath.lab.compare.read;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a speaker's peers really sent, from the record of all messages that FRR writes ({@code dump
 * bgp all}, MRT of RFC 6396, types BGP4MP_MESSAGE and BGP4MP_STATE_CHANGE with 2- and 4-byte ASNs).
 *
 * <p>FRR's own tables do not show this: {@code received-routes} prints routes after the import
 * policy and {@code advertised-routes} before the own ASN and next hop are written. Only IPv4
 * unicast in the classic fields of UPDATE is read. Not thread-safe.
 */
public final class MrtDump {
  private static final int HEADER = 12;
  private static final int BGP4MP = 16;
  private static final int BGP4MP_ET = 17;
  private static final int BGP_HEADER = 19;
  private static final int UPDATE = 2;
  private static final int ESTABLISHED = 6;

  private final Map<IpAddress, Map<Prefix, BgpRoute>> tables = new TreeMap<>();

  /**
   * Reads records and changes the tables accordingly.
   *
   * @param bytes whole records, perhaps followed by a part of one
   * @return how many bytes were whole records; the next call begins behind them
   */
  public int read(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.remaining() >= HEADER) {
      int start = all.position();
      all.getInt();
      int type = Short.toUnsignedInt(all.getShort());
      int subtype = Short.toUnsignedInt(all.getShort());
      int length = all.getInt();
      if (all.remaining() < length) {
        return start;
      }
      ByteBuffer body = all.slice(all.position(), length);
      all.position(all.position() + length);
      if (type == BGP4MP_ET) {
        body.getInt();
      }
      if (type == BGP4MP || type == BGP4MP_ET) {
        record(subtype, body);
      }
    }
    return all.position();
  }

  /** What a peer has sent and not withdrawn, by prefix. */
  public List<BgpRoute> receivedFrom(IpAddress peer) {
    Collection<BgpRoute> routes = tables.getOrDefault(peer, Map.of()).values();
    return List.copyOf(routes);
  }

  private void record(int subtype, ByteBuffer body) {
    boolean wide = subtype == 4 || subtype == 5;
    if (subtype != 0 && subtype != 1 && !wide) {
      return;
    }
    long peerAsn = asn(body, wide);
    long ownAsn = asn(body, wide);
    body.getShort();
    if (body.getShort() != 1) {
      return; // a session over IPv6
    }
    IpAddress peer = new Ipv4Address(body.getInt());
    body.getInt();
    if (subtype == 0 || subtype == 5) {
      // A session ends, or one begins: either way nothing has been received over it (RFC 4271
      // §8.2.2).
      // A speaker that was killed has written no end.
      short before = body.getShort();
      short after = body.getShort();
      if (before == ESTABLISHED || after == ESTABLISHED) {
        tables.remove(peer);
      }
      return;
    }
    body.position(body.position() + BGP_HEADER - 1);
    if (body.get() == UPDATE) {
      RoutePolicy.Source source =
          peerAsn == ownAsn ? RoutePolicy.Source.IBGP : RoutePolicy.Source.EBGP;
      update(tables.computeIfAbsent(peer, p -> new TreeMap<>()), peer, source, body, wide);
    }
  }

  private static void update(
      Map<Prefix, BgpRoute> table,
      IpAddress peer,
      RoutePolicy.Source source,
      ByteBuffer body,
      boolean wide) {
    prefixes(part(body, Short.toUnsignedInt(body.getShort()))).forEach(table::remove);
    Attributes attributes = new Attributes();
    attributes.read(part(body, Short.toUnsignedInt(body.getShort())), wide);
    for (Prefix prefix : prefixes(body)) {
      table.put(prefix, attributes.route(prefix, peer, source));
    }
  }

  private static ByteBuffer part(ByteBuffer from, int length) {
    ByteBuffer part = from.slice(from.position(), length);
    from.position(from.position() + length);
    return part;
  }

  private static List<Prefix> prefixes(ByteBuffer from) {
    List<Prefix> prefixes = new ArrayList<>();
    while (from.hasRemaining()) {
      int length = from.get();
      int bits = 0;
      for (int i = 0; i < 4; i++) {
        bits = bits << 8 | (i < (length + 7) / 8 ? Byte.toUnsignedInt(from.get()) : 0);
      }
      prefixes.add(new Prefix(new Ipv4Address(bits), length));
    }
    return prefixes;
  }

  private static long asn(ByteBuffer from, boolean wide) {
    return wide ? Integer.toUnsignedLong(from.getInt()) : Short.toUnsignedInt(from.getShort());
  }

  /** Path attributes of one UPDATE (RFC 4271 §4.3, §5.1; RFC 1997; RFC 4456). */
  private static final class Attributes {
    private BgpOrigin origin = BgpOrigin.INCOMPLETE;
    private AsPath path = AsPath.EMPTY;
    private IpAddress nextHop = new Ipv4Address(0);
    private long med;
    private boolean hasMed;
    private long localPreference = 100;
    private final List<Community> communities = new ArrayList<>();
    private @Nullable IpAddress originator;
    private final List<IpAddress> clusters = new ArrayList<>();

    void read(ByteBuffer from, boolean wide) {
      while (from.hasRemaining()) {
        boolean extended = (from.get() & 0x10) != 0;
        int type = Byte.toUnsignedInt(from.get());
        int length =
            extended ? Short.toUnsignedInt(from.getShort()) : Byte.toUnsignedInt(from.get());
        value(type, part(from, length), wide);
      }
    }

    private void value(int type, ByteBuffer value, boolean wide) {
      switch (type) {
        case 1 -> origin = BgpOrigin.values()[value.get()];
        case 2 -> path = path(value, wide);
        case 3 -> nextHop = new Ipv4Address(value.getInt());
        case 4 -> {
          med = Integer.toUnsignedLong(value.getInt());
          hasMed = true;
        }
        case 5 -> localPreference = Integer.toUnsignedLong(value.getInt());
        case 8 -> {
          while (value.hasRemaining()) {
            communities.add(new Community(value.getInt()));
          }
        }
        case 9 -> originator = new Ipv4Address(value.getInt());
        case 10 -> {
          while (value.hasRemaining()) {
            clusters.add(new Ipv4Address(value.getInt()));
          }
        }
        default -> {
          // AGGREGATOR, ATOMIC_AGGREGATE and what the model does not have: nothing compares them.
        }
      }
    }

    private static AsPath path(ByteBuffer value, boolean wide) {
      List<AsPath.Segment> segments = new ArrayList<>();
      while (value.hasRemaining()) {
        boolean set = value.get() == 1;
        int count = Byte.toUnsignedInt(value.get());
        List<Long> asns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          asns.add(asn(value, wide));
        }
        segments.add(set ? new AsPath.Set(asns) : new AsPath.Sequence(asns));
      }
      return new AsPath(segments);
    }

    BgpRoute route(Prefix prefix, IpAddress peer, RoutePolicy.Source source) {
      return new BgpRoute(
          prefix,
          nextHop,
          path,
          localPreference,
          med,
          hasMed,
          0,
          origin,
          communities.stream().sorted().toList(),
          originator,
          clusters,
          0,
          false,
          peer,
          source);
    }
  }
}
