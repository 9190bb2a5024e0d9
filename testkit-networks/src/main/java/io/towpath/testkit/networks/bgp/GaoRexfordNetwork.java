package io.towpath.testkit.networks.bgp;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.CommunityList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * An internet of ASs with one speaker each, after Gao and Rexford (2001): routes from customers are
 * preferred to those from peers, those to those from providers; only customers' and own routes go
 * to peers and providers. Ten ASs at the top are all peers of one another, every other AS has one
 * to three providers above it.
 */
public final class GaoRexfordNetwork {
  private static final int TOP = 10;

  private static final Community FROM_CUSTOMER = Community.parse("1:1");
  private static final Community FROM_PEER = Community.parse("1:2");
  private static final Community FROM_PROVIDER = Community.parse("1:3");

  private final RandomGenerator random;
  private final int size;
  private final List<BgpNetwork.Session> sessions = new ArrayList<>();
  private final Set<Long> adjacent = new HashSet<>();

  private final RoutePolicy importFromCustomer = importing("from-customer", 120, FROM_CUSTOMER);
  private final RoutePolicy importFromPeer = importing("from-peer", 100, FROM_PEER);
  private final RoutePolicy importFromProvider = importing("from-provider", 80, FROM_PROVIDER);
  private final RoutePolicy exportUp = exportingOwnAndCustomers();

  private GaoRexfordNetwork(int size, long seed) {
    this.size = size;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /**
   * Builds one.
   *
   * @param speakers more than ten
   * @param links number of sessions; at least as many as providers need
   * @param prefixes number of prefixes, each announced by a random AS
   */
  public static BgpNetwork of(int speakers, int links, int prefixes, long seed) {
    return new GaoRexfordNetwork(speakers, seed).build(links, prefixes);
  }

  private BgpNetwork build(int links, int prefixes) {
    for (int a = 0; a < TOP; a++) {
      for (int b = a + 1; b < TOP; b++) {
        connect(a, b, importFromPeer, importFromPeer, exportUp, exportUp);
      }
    }
    for (int customer = TOP; customer < size; customer++) {
      int providers = 1 + random.nextInt(3);
      for (int i = 0; i < providers; i++) {
        // The lower of two draws: providers near the top have more customers.
        int provider = Math.min(random.nextInt(customer), random.nextInt(customer));
        connect(provider, customer, importFromCustomer, importFromProvider, null, exportUp);
      }
    }
    while (sessions.size() < links) {
      connect(
          TOP + random.nextInt(size - TOP),
          TOP + random.nextInt(size - TOP),
          importFromPeer,
          importFromPeer,
          exportUp,
          exportUp);
    }
    List<BgpNetwork.Speaker> speakers = new ArrayList<>();
    List<List<BgpNetwork.Announced>> announced = new ArrayList<>();
    for (int s = 0; s < size; s++) {
      speakers.add(speaker(s));
      announced.add(new ArrayList<>());
    }
    for (int p = 0; p < prefixes; p++) {
      Prefix prefix = new Prefix(new Ipv4Address((10 << 24) + (p << 8)), 24);
      announced.get(random.nextInt(size)).add(BgpNetwork.Announced.of(prefix));
    }
    return new BgpNetwork(speakers, sessions, announced);
  }

  private BgpNetwork.Speaker speaker(int index) {
    BgpSpeaker config =
        new BgpSpeaker(
            "default",
            asn(index),
            null,
            BgpSpeaker.Options.IOS,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            BgpSpeaker.Install.ALL,
            Origin.NONE);
    return new BgpNetwork.Speaker(
        new VrfRef("as%05d".formatted(index), "default"),
        config,
        new Ipv4Address((192 << 24) + index));
  }

  private static long asn(int index) {
    return 1000L + index;
  }

  private void connect(
      int a,
      int b,
      RoutePolicy importA,
      RoutePolicy importB,
      @Nullable RoutePolicy exportA,
      @Nullable RoutePolicy exportB) {
    if (a == b || !adjacent.add((long) Math.min(a, b) << 32 | Math.max(a, b))) {
      return;
    }
    Ipv4Address addressA = new Ipv4Address((172 << 24) + 2 * sessions.size());
    Ipv4Address addressB = new Ipv4Address((172 << 24) + 2 * sessions.size() + 1);
    sessions.add(
        new BgpNetwork.Session(
            a,
            end(addressB, asn(b), importA, exportA),
            addressA,
            b,
            end(addressA, asn(a), importB, exportB),
            addressB));
  }

  private static BgpPeer end(
      Ipv4Address address, long asn, RoutePolicy imports, @Nullable RoutePolicy exports) {
    return new BgpPeer(
        address,
        asn,
        null,
        BgpPeer.Transport.CONNECTED,
        List.of(
            BgpPeer.Family.ipv4(List.of(imports), exports == null ? List.of() : List.of(exports))),
        null,
        Origin.NONE);
  }

  private static RoutePolicy importing(String name, long localPreference, Community mark) {
    return new RoutePolicy(
        name,
        List.of(
            new RoutePolicy.Term(
                10,
                true,
                List.of(),
                List.of(
                    new Change.LocalPreference(localPreference),
                    new Change.Communities(List.of(mark), false)),
                Origin.NONE)),
        Origin.NONE);
  }

  private static RoutePolicy exportingOwnAndCustomers() {
    CommunityList customers =
        new CommunityList(
            "customers",
            List.of(new CommunityList.Entry(true, List.of(FROM_CUSTOMER), null, Origin.NONE)),
            Origin.NONE);
    return new RoutePolicy(
        "own-and-customers",
        List.of(
            new RoutePolicy.Term(
                10,
                true,
                List.of(new Match.LearnedBy(RoutePolicy.Source.ORIGINATED)),
                List.of(),
                Origin.NONE),
            new RoutePolicy.Term(
                20,
                true,
                List.of(new Match.InCommunityList(List.of(customers), false)),
                List.of(),
                Origin.NONE)),
        Origin.NONE);
  }
}
