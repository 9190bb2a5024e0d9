package io.towpath.network;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy on routes: terms in order, the first whose matches all hold decides; no term denies.
 * Lists are held by value and shared, so that equal content is the same object.
 *
 * @param name unique within the node or resource that wrote it, for explanations
 */
public record RoutePolicy(String name, List<Term> terms, Origin origin) {

  public RoutePolicy {
    terms = List.copyOf(terms);
  }

  /** A policy that permits every route unchanged. */
  public static RoutePolicy permitAll(String name, Origin origin) {
    return new RoutePolicy(name, List.of(new Term(10, true, List.of(), List.of(), origin)), origin);
  }

  /** A policy that denies every route. */
  public static RoutePolicy denyAll(String name, Origin origin) {
    return new RoutePolicy(name, List.of(), origin);
  }

  /** True if it looks at the AS path of a route or adds to it. */
  public boolean dependsOnPath() {
    return terms.stream()
        .anyMatch(
            term ->
                term.matches().stream()
                        .anyMatch(
                            match ->
                                match instanceof Match.InAsPathList
                                    || match instanceof Match.AsPathContains)
                    || term.changes().stream()
                        .anyMatch(
                            change ->
                                change instanceof Change.Prepend
                                    || change instanceof Change.PrependLast));
  }

  /** One term: all matches must hold; a permit applies the changes in order. */
  public record Term(
      int sequence, boolean permit, List<Match> matches, List<Change> changes, Origin origin) {
    public Term {
      matches = List.copyOf(matches);
      changes = List.copyOf(changes);
    }
  }

  /** A condition on a route. Several lists in one condition are alternatives. */
  public sealed interface Match {
    /** The prefix is permitted by one of the lists. */
    record InPrefixList(List<PrefixList> lists) implements Match {
      public InPrefixList {
        lists = List.copyOf(lists);
      }
    }

    /** The prefix's network address (and mask, for extended ACLs) passes one of the filters. */
    record InAddressSet(List<AddressSet> sets) implements Match {
      public InAddressSet {
        sets = List.copyOf(sets);
      }
    }

    /** The prefix equals or lies inside one of these. */
    record CoveredBy(List<Prefix> prefixes) implements Match {
      public CoveredBy {
        prefixes = List.copyOf(prefixes);
      }
    }

    /** The AS path is permitted by one of the lists. */
    record InAsPathList(List<AsPathList> lists) implements Match {
      public InAsPathList {
        lists = List.copyOf(lists);
      }
    }

    /** The AS path contains this ASN. */
    record AsPathContains(long asn) implements Match {}

    /**
     * The communities are permitted by one of the lists; {@code exact}: and there are no others.
     */
    record InCommunityList(List<CommunityList> lists, boolean exact) implements Match {
      public InCommunityList {
        lists = List.copyOf(lists);
      }
    }

    /** The next hop is permitted by one of the lists (as a host prefix). */
    record NextHopIn(List<PrefixList> lists) implements Match {
      public NextHopIn {
        lists = List.copyOf(lists);
      }
    }

    /** The route's tag is one of these. */
    record Tag(List<Long> tags) implements Match {
      public Tag {
        tags = List.copyOf(tags);
      }
    }

    /** The MED or metric equals this. */
    record Metric(long value) implements Match {}

    /** The route is of one of these classes (when redistributing or exporting). */
    record FromClass(List<String> classes) implements Match {
      public FromClass {
        classes = List.copyOf(classes);
      }
    }

    /** The route was learned from eBGP, iBGP or originated here. */
    record LearnedBy(Source source) implements Match {}

    /** The route leaves over this interface of the node. */
    record OutInterface(List<String> interfaces) implements Match {
      public OutInterface {
        interfaces = List.copyOf(interfaces);
      }
    }

    /** Never holds: what IOS-XE does with an undefined list of some kinds. */
    record Never() implements Match {}
  }

  /** How a BGP route came to a speaker. */
  public enum Source {
    ORIGINATED,
    EBGP,
    IBGP
  }

  /** A change to a permitted route. */
  public sealed interface Change {
    record LocalPreference(long value) implements Change {}

    record Weight(int value) implements Change {}

    record Med(long value) implements Change {}

    /** Adds to (or subtracts from) the MED. */
    record MedPlus(long difference) implements Change {}

    /** Prepends these ASNs, the first outermost. */
    record Prepend(List<Long> asns) implements Change {
      public Prepend {
        asns = List.copyOf(asns);
      }
    }

    /** Prepends the outermost ASN of the path again, so many times. */
    record PrependLast(int times) implements Change {}

    /** Sets or adds communities. */
    record Communities(List<Community> communities, boolean additive) implements Change {
      public Communities {
        communities = communities.stream().sorted().toList();
      }
    }

    /** Removes every community that the list permits; null removes all. */
    record RemoveCommunities(@Nullable CommunityList list) implements Change {}

    record SetNextHop(IpAddress address) implements Change {}

    /** The peer's (inbound) or the speaker's own (outbound) address. */
    record NextHopPeerOrSelf() implements Change {}

    record SetOrigin(BgpOrigin origin) implements Change {}

    record SetTag(long value) implements Change {}

    /** OSPF external metric type 1 or 2. */
    record MetricType(int type) implements Change {}

    /** Replaces ASN {@code from} by {@code to} in the AS path. */
    record ReplaceAsn(long from, long to) implements Change {}

    /**
     * Keeps the route in the Adj-RIB-In, listed but not eligible for the decision (R92).
     *
     * @param reason why, for explanations
     */
    record NotEligible(String reason) implements Change {}

    /** Maps prefixes inside {@code from} to the same place in {@code to} (equal lengths). */
    record TranslatePrefix(Prefix from, Prefix to) implements Change {}
  }
}
