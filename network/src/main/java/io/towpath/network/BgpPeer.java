package io.towpath.network;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a BGP session. The other end belongs to its own node; the two are paired by address.
 *
 * @param address address of the peer
 * @param remoteAsn ASN expected of the peer
 * @param localAsn ASN presented instead of the speaker's (local-as), or null
 * @param localAsMode what that ASN does to AS paths; of no effect without it
 * @param transport how the TCP session is made
 * @param families address families; IPv4 unicast at least once to be of use
 * @param label what printed answers call it, such as a connection or circuit link; null = address
 */
public record BgpPeer(
    IpAddress address,
    long remoteAsn,
    @Nullable Long localAsn,
    LocalAsMode localAsMode,
    Transport transport,
    List<Family> families,
    @Nullable String label,
    Origin origin) {

  public BgpPeer {
    families = List.copyOf(families);
  }

  /** A peer whose presented ASN, if any, is put in front in both directions. */
  public BgpPeer(
      IpAddress address,
      long remoteAsn,
      @Nullable Long localAsn,
      Transport transport,
      List<Family> families,
      @Nullable String label,
      Origin origin) {
    this(address, remoteAsn, localAsn, LocalAsMode.PREPEND, transport, families, label, origin);
  }

  /** The family's settings, or null if it is not negotiated. */
  public @Nullable Family family(AddressFamily family) {
    for (Family candidate : families) {
      if (candidate.family() == family) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Transport of a session end.
   *
   * @param localAddress source address, or null
   * @param updateSource interface that gives the source address, or null = the egress interface
   * @param ttl hops allowed: 1 for a directly connected eBGP peer; 255 for iBGP; ebgp-multihop
   * @param checkConnected an eBGP peer with ttl 1 must be on a connected subnet
   * @param key TCP MD5 key
   * @param initiates may open the connection
   * @param shutdown administratively down
   */
  public record Transport(
      @Nullable IpAddress localAddress,
      @Nullable String updateSource,
      int ttl,
      boolean checkConnected,
      Secret key,
      boolean initiates,
      boolean shutdown,
      Timers timers) {

    /** Directly connected, no key. */
    public static final Transport CONNECTED =
        new Transport(null, null, 1, true, new Secret.Absent(), true, false, Timers.BGP);

    /** iBGP or multihop, no key. */
    public static Transport multihop(int ttl) {
      return new Transport(null, null, ttl, false, new Secret.Absent(), true, false, Timers.BGP);
    }

    /** The same from a given local address. */
    public Transport from(@Nullable IpAddress local, @Nullable String source) {
      return new Transport(local, source, ttl, checkConnected, key, initiates, shutdown, timers);
    }

    /** The same with a key. */
    public Transport withKey(Secret newKey) {
      return new Transport(
          localAddress, updateSource, ttl, checkConnected, newKey, initiates, shutdown, timers);
    }

    /** The same, which opens the connection or waits for the other side. */
    public Transport withInitiates(boolean opens) {
      return new Transport(
          localAddress, updateSource, ttl, checkConnected, key, opens, shutdown, timers);
    }

    /** The same, administratively down or not. */
    public Transport withShutdown(boolean down) {
      return new Transport(
          localAddress, updateSource, ttl, checkConnected, key, initiates, down, timers);
    }
  }

  /**
   * Settings of one address family of a session end.
   *
   * @param imports policies for received routes, applied in order; all must permit
   * @param exports policies for sent routes, applied in order; all must permit
   * @param prefixLimit routes accepted before the session is torn down; 0 = no limit
   * @param limitWarnsOnly exceeding the limit only warns
   * @param nextHop what is done to the next hop of sent routes
   * @param reflectorClient the peer is a client of this route reflector
   * @param removePrivate private ASNs in sent paths
   * @param allowOwnAs times the own ASN may occur in received paths (allow-as-in)
   * @param asOverride replaces the peer's ASN by the own one in sent paths
   * @param weight weight of received routes; 0 = default
   * @param sendCommunity communities are sent
   * @param defaultOriginate a default route is sent whatever the table holds
   * @param defaultPolicy attributes of that default, or null
   * @param keepsReceived received routes before policy are kept for reading (soft reconfiguration)
   * @param translations prefixes that are known here by another name: what arrives as exactly one
   *     of them is taken as the other before the import policies see it
   */
  public record Family(
      AddressFamily family,
      List<RoutePolicy> imports,
      List<RoutePolicy> exports,
      int prefixLimit,
      boolean limitWarnsOnly,
      NextHopMode nextHop,
      boolean reflectorClient,
      RemovePrivate removePrivate,
      int allowOwnAs,
      boolean asOverride,
      int weight,
      boolean sendCommunity,
      boolean defaultOriginate,
      @Nullable RoutePolicy defaultPolicy,
      boolean keepsReceived,
      List<Translation> translations) {

    public Family {
      imports = List.copyOf(imports);
      exports = List.copyOf(exports);
      translations = List.copyOf(translations);
    }

    /** Settings without translations. */
    public Family(
        AddressFamily family,
        List<RoutePolicy> imports,
        List<RoutePolicy> exports,
        int prefixLimit,
        boolean limitWarnsOnly,
        NextHopMode nextHop,
        boolean reflectorClient,
        RemovePrivate removePrivate,
        int allowOwnAs,
        boolean asOverride,
        int weight,
        boolean sendCommunity,
        boolean defaultOriginate,
        @Nullable RoutePolicy defaultPolicy,
        boolean keepsReceived) {
      this(
          family,
          imports,
          exports,
          prefixLimit,
          limitWarnsOnly,
          nextHop,
          reflectorClient,
          removePrivate,
          allowOwnAs,
          asOverride,
          weight,
          sendCommunity,
          defaultOriginate,
          defaultPolicy,
          keepsReceived,
          List.of());
    }

    /** IPv4 unicast without any setting. */
    public static Family ipv4() {
      return ipv4(List.of(), List.of());
    }

    /** IPv4 unicast with policies only; communities are sent. */
    public static Family ipv4(List<RoutePolicy> imports, List<RoutePolicy> exports) {
      return new Family(
          AddressFamily.IPV4,
          imports,
          exports,
          0,
          false,
          NextHopMode.DEFAULT,
          false,
          RemovePrivate.NO,
          0,
          false,
          0,
          true,
          false,
          null,
          true);
    }

    /** The same with another treatment of the next hop. */
    public Family withNextHop(NextHopMode mode) {
      return copy(
          prefixLimit,
          limitWarnsOnly,
          mode,
          reflectorClient,
          removePrivate,
          allowOwnAs,
          asOverride);
    }

    /** The same for a client of this route reflector. */
    public Family asReflectorClient() {
      return copy(
          prefixLimit, limitWarnsOnly, nextHop, true, removePrivate, allowOwnAs, asOverride);
    }

    /** The same with a prefix limit that tears the session down. */
    public Family withPrefixLimit(int limit) {
      return copy(limit, false, nextHop, reflectorClient, removePrivate, allowOwnAs, asOverride);
    }

    /** The same with another treatment of AS paths. */
    public Family withAsPath(RemovePrivate remove, int allowOwn, boolean override) {
      return copy(
          prefixLimit, limitWarnsOnly, nextHop, reflectorClient, remove, allowOwn, override);
    }

    /** The same with prefixes that are taken as others when they arrive. */
    public Family withTranslations(List<Translation> list) {
      return new Family(
          family,
          imports,
          exports,
          prefixLimit,
          limitWarnsOnly,
          nextHop,
          reflectorClient,
          removePrivate,
          allowOwnAs,
          asOverride,
          weight,
          sendCommunity,
          defaultOriginate,
          defaultPolicy,
          keepsReceived,
          list);
    }

    private Family copy(
        int limit,
        boolean warnsOnly,
        NextHopMode mode,
        boolean client,
        RemovePrivate remove,
        int allowOwn,
        boolean override) {
      return new Family(
          family,
          imports,
          exports,
          limit,
          warnsOnly,
          mode,
          client,
          remove,
          allowOwn,
          override,
          weight,
          sendCommunity,
          defaultOriginate,
          defaultPolicy,
          keepsReceived,
          translations);
    }
  }

  /** A prefix that a peer announces, and the one that it is taken as; lengths may differ. */
  public record Translation(Prefix from, Prefix to) {}

  /** What a presented ASN does to the AS paths of an eBGP session. */
  public enum LocalAsMode {
    /** IOS {@code local-as}: in front of received paths, and of the own ASN in sent ones. */
    PREPEND,
    /** IOS {@code local-as no-prepend}: in front of the own ASN in sent paths only. */
    NO_PREPEND,
    /** IOS {@code local-as no-prepend replace-as}: instead of the own ASN in sent paths only. */
    REPLACE
  }

  /** What happens to the next hop of routes that are sent. */
  public enum NextHopMode {
    /** RFC 4271 §5.1.3: self to eBGP peers (third party on a shared subnet kept), kept to iBGP. */
    DEFAULT,
    /** Always the own address, for eBGP-learned routes to iBGP peers too. */
    SELF,
    /** As SELF, and for routes that are reflected too. */
    SELF_ALL,
    /** Never changed. */
    UNCHANGED
  }

  /** Removal of private ASNs from paths sent to eBGP peers. */
  public enum RemovePrivate {
    NO,
    /** IOS {@code remove-private-as}: only if the path has nothing but private ASNs. */
    IF_ALL_PRIVATE,
    /** IOS {@code remove-private-as all}, and what an MSEE does (R141): every private ASN. */
    ALL,
    /** IOS {@code remove-private-as all replace-as}. */
    REPLACE_ALL
  }
}
