package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * eBGP between systems: on the link, between loopbacks, over parallel links; with keys, other AS
 * numbers than the own one, and now and then something wrong on purpose.
 */
final class Peering {
  private static final long LOCAL_AS = 64_900;

  /** What is wrong with a session on purpose. */
  private enum Mistake {
    NONE,
    WRONG_AS,
    WRONG_KEY,
    KEY_AT_ONE_END,
    WRONG_ADDRESS,
    SHUT
  }

  private final Sketch sketch;
  private final Dice dice;
  private final Set<String> byLoopback = new LinkedHashSet<>();

  Peering(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("peering");
  }

  void draw() {
    for (Sketch.Link link : List.copyOf(sketch.links)) {
      RouterFile one = link.one().router();
      RouterFile other = link.other().router();
      if (sketch.systemOf(one) == sketch.systemOf(other)) {
        continue;
      }
      if (link.onSegment()) {
        if (dice.percent(80)) {
          sketch.note("ebgp on a segment");
          addDirect(link);
        }
      } else if (dice.percent(25)) {
        if (byLoopback.add(one.name() + "-" + other.name())) {
          addByLoopback(link);
        }
      } else if (dice.percent(94)) {
        sketch.note("ebgp direct");
        addDirect(link);
      }
    }
  }

  /** One end of a session that is being configured. */
  private record Side(RouterFile router, Ipv4Address address, long presented) {}

  private void addDirect(Sketch.Link link) {
    String element =
        "session %s-%s#%d"
            .formatted(
                link.one().router().name(), link.other().router().name(), sketch.sessions.size());
    boolean local = dice.percent(12);
    Side one = new Side(link.one().router(), link.one().address(), presented(link.one(), local));
    Side other =
        new Side(link.other().router(), link.other().address(), link.other().router().asn());
    configure(element, link.needs(), one, other, new ArrayList<>());
  }

  private static long presented(Sketch.End end, boolean local) {
    return local ? LOCAL_AS + end.router().nextLocalAs() : end.router().asn();
  }

  private void addByLoopback(Sketch.Link link) {
    RouterFile one = link.one().router();
    RouterFile other = link.other().router();
    String element = "session %s-%s#lo".formatted(one.name(), other.name());
    List<Sketch.Link> parallel =
        sketch.links.stream()
            .filter(l -> l.one().router() == one && l.other().router() == other)
            .filter(l -> !l.onSegment())
            .toList();
    sketch.note(
        parallel.size() > 1 ? "ebgp between loopbacks, two links" : "ebgp between loopbacks");
    for (Sketch.Link way : parallel) {
      hostRoute(way, way.one(), way.other(), element);
      hostRoute(way, way.other(), way.one(), element);
    }
    Set<String> needs = one.needs(other.element(), element);
    boolean multihop = dice.percent(70);
    sketch.note(multihop ? "ebgp-multihop" : "disable-connected-check");
    List<String> lines = new ArrayList<>();
    lines.add(multihop ? "ebgp-multihop " + dice.between(2, 5) : "disable-connected-check");
    lines.add("update-source LOOPBACK");
    configure(
        element,
        needs,
        new Side(one, one.routerId(), one.asn()),
        new Side(other, other.routerId(), other.asn()),
        lines);
  }

  private static void hostRoute(Sketch.Link link, Sketch.End near, Sketch.End far, String session) {
    Prefix host = new Prefix(far.router().routerId(), RouterFile.HOST);
    near.router()
        .staticRoute("", host, far.address().toString(), 1, 0, Line.with(link.needs(), session));
  }

  private void configure(
      String element, Set<String> linkNeeds, Side one, Side other, List<String> lines) {
    Set<String> needs = Line.with(linkNeeds, element);
    Mistake mistake = mistake();
    String key =
        dice.percent(25) || mistake == Mistake.WRONG_KEY || mistake == Mistake.KEY_AT_ONE_END
            ? "key-" + sketch.sessions.size()
            : "";
    sketch.sessions.add(
        new Sketch.Session(
            element,
            one.router(),
            one.address(),
            other.router(),
            other.address(),
            true,
            mistake == Mistake.NONE));
    addNeighbor(needs, one, other, lines, key, mistake);
    addNeighbor(
        needs,
        other,
        one,
        lines,
        switch (mistake) {
          case WRONG_KEY -> key + "-wrong";
          case KEY_AT_ONE_END -> "";
          case NONE, WRONG_AS, WRONG_ADDRESS, SHUT -> key;
        },
        Mistake.NONE);
  }

  private Mistake mistake() {
    if (!dice.percent(8)) {
      return Mistake.NONE;
    }
    Mistake mistake = dice.oneOf(List.of(Mistake.values()));
    if (mistake != Mistake.NONE) {
      sketch.note("mistake " + mistake.name().toLowerCase(java.util.Locale.ROOT));
    }
    return mistake;
  }

  private void addNeighbor(
      Set<String> needs, Side own, Side peer, List<String> lines, String key, Mistake mistake) {
    RouterFile router = own.router();
    Ipv4Address address =
        mistake == Mistake.WRONG_ADDRESS
            ? new Ipv4Address(peer.address().bits() + 64)
            : peer.address();
    long asn = mistake == Mistake.WRONG_AS ? peer.presented() + 1_000 : peer.presented();
    String neighbor = "neighbor " + address + " ";
    router.process("", needs, neighbor + "remote-as " + asn);
    if (own.presented() != router.asn()) {
      String form = dice.oneOf(List.of("", " no-prepend", " no-prepend replace-as"));
      sketch.note("local-as" + form);
      router.process("", needs, neighbor + "local-as " + own.presented() + form);
    }
    for (String line : lines) {
      router.process("", needs, neighbor + line.replace("LOOPBACK", router.loopback()));
    }
    if (!key.isEmpty()) {
      sketch.note("md5");
      router.process("", needs, neighbor + "password " + key);
    }
    if (mistake == Mistake.SHUT) {
      router.process("", needs, neighbor + "shutdown");
    }
    router.family("", needs, neighbor + "activate");
    new NeighborPolicy(sketch, dice, router, peer.router(), address.toString(), needs).draw();
  }
}
