package io.towpath.testkit.networks.estate;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A random estate as files: routers in several autonomous systems, in mixed dialects, with hosts,
 * cables and named failures. For comparing the engine with real daemons.
 *
 * <p>The same seed and options give the same bytes. Every part of it is an <em>element</em> that
 * can be left out, so that an estate that shows a difference can be made smaller while it does.
 * Immutable.
 */
public final class RandomEstate implements GeneratedEstate {
  /** What policies may prefer. */
  public enum Mood {
    /** Local preference only in systems that carry nobody's packets; else the shortest path. */
    SHORTEST,
    /** Customers before peers before providers (Gao and Rexford, 2001). */
    HIERARCHY,
    /** Anything: there may be several stable outcomes, or none. */
    WILD
  }

  /**
   * What to make.
   *
   * @param routers at least 2
   * @param dialects of which each router has one at random
   * @param tenants some routers have VRFs with equal prefixes
   */
  public record Options(int routers, Mood mood, List<Dialect> dialects, boolean tenants) {
    public Options {
      if (routers < 2 || routers > 200) {
        throw new IllegalArgumentException("An estate has 2 to 200 routers, not " + routers + ".");
      }
      dialects = List.copyOf(dialects);
    }

    /** Mixed dialects, a mood that the seed chooses, tenants. */
    public static Options of(long seed, int routers) {
      int draw = new Dice(seed, "mood").below(20);
      Mood mood = draw < 10 ? Mood.SHORTEST : draw < 18 ? Mood.HIERARCHY : Mood.WILD;
      return new Options(routers, mood, List.of(Dialect.values()), true);
    }

    /** The same in one dialect. */
    public Options in(Dialect dialect) {
      return new Options(routers, mood, List.of(dialect), tenants);
    }
  }

  private final Sketch sketch;
  private final Set<String> removed;

  private RandomEstate(Sketch sketch, Set<String> removed) {
    this.sketch = sketch;
    this.removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
  }

  /** Makes one. */
  public static RandomEstate of(long seed, Options options) {
    Sketch sketch = new Sketch(seed, options);
    new Wiring(sketch).draw();
    new Interior(sketch).draw();
    new Peering(sketch).draw();
    new Origins(sketch).draw();
    new Tenants(sketch).draw();
    new Edges(sketch).draw();
    return new RandomEstate(sketch, Set.of());
  }

  /** A size that most runs should have: 5 to 15 routers, chosen by the seed. */
  public static int usualSize(long seed) {
    return new Dice(seed, "size").between(5, 15);
  }

  @Override
  public long seed() {
    return sketch.seed;
  }

  @Override
  public int size() {
    return sketch.options.routers();
  }

  public Options options() {
    return sketch.options;
  }

  @Override
  public SortedMap<String, Integer> features() {
    return Collections.unmodifiableSortedMap(sketch.features());
  }

  /** Those of the global tables. */
  @Override
  public int sessions() {
    return sketch.sessions.size();
  }

  @Override
  public RandomEstate without(Collection<String> elements) {
    Set<String> more = new LinkedHashSet<>(removed);
    more.addAll(elements);
    return new RandomEstate(sketch, more);
  }

  @Override
  public Set<String> removed() {
    return removed;
  }

  @Override
  public List<String> elements() {
    return GeneratedEstate.elements(
        lines().filter(line -> line.isWrittenWithout(removed)),
        List.of("router ", "segment ", "vrf ", "link ", "session ", "lan "));
  }

  private Stream<Line> lines() {
    Stream<Line> ofRouters =
        sketch.routers.stream()
            .flatMap(
                router ->
                    Stream.of(
                            router.interfaces.values().stream().map(RouterFile.Block::header),
                            router.interfaces.values().stream().flatMap(b -> b.lines().stream()),
                            router.ospf.stream(),
                            router.bgp.values().stream().flatMap(b -> b.process().stream()),
                            router.bgp.values().stream().flatMap(b -> b.family().stream()),
                            router.statics.stream(),
                            router.policies.stream().map(RouterFile.Block::header))
                        .flatMap(lines -> lines));
    return Stream.of(
            ofRouters, sketch.cables.stream(), sketch.hosts.stream(), sketch.failures.stream())
        .flatMap(lines -> lines);
  }

  @Override
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("estate.yaml", estate());
    for (RouterFile router : present()) {
      files.put(path(router), router.text(removed));
    }
    for (Sketch.Switch lan : presentSwitches()) {
      files.put(path(lan), text(lan));
    }
    return files;
  }

  private List<RouterFile> present() {
    return sketch.routers.stream().filter(r -> !removed.contains(r.element())).toList();
  }

  private List<Sketch.Switch> presentSwitches() {
    return sketch.switches.stream()
        .filter(lan -> !removed.contains("segment " + lan.name()))
        .toList();
  }

  private static String path(RouterFile router) {
    return "devices/%s.%s".formatted(router.name(), router.dialect().suffix());
  }

  private static String path(Sketch.Switch lan) {
    return "devices/%s.cfg".formatted(lan.name());
  }

  private static String text(Sketch.Switch lan) {
    StringBuilder text = new StringBuilder("version 17.9\nhostname " + lan.name() + "\n!\n");
    text.append("vlan 10\n!\n");
    for (int i = 1; i <= lan.ends().size(); i++) {
      text.append("interface GigabitEthernet1/0/").append(i).append('\n');
      text.append(" switchport mode access\n switchport access vlan 10\n!\n");
    }
    return text.append("end\n").toString();
  }

  private String estate() {
    StringBuilder text = new StringBuilder("towpath: 1\n");
    text.append("name: Random estate, seed %d\ndevices:\n".formatted(seed()));
    for (RouterFile router : present()) {
      text.append(device(router.name(), path(router), router.dialect()));
    }
    for (Sketch.Switch lan : presentSwitches()) {
      text.append(device(lan.name(), path(lan), Dialect.IOS_XE));
    }
    section(text, "hosts:\n", "  - ", sketch.hosts);
    section(text, "cables:\n", "  - ", sketch.cables);
    section(text, "failures:\n", "  ", sketch.failures);
    return text.toString();
  }

  private static String device(String name, String path, Dialect dialect) {
    return "  - {name: %s, config: %s, dialect: %s}\n".formatted(name, path, dialect.word());
  }

  private void section(StringBuilder text, String header, String indent, List<Line> lines) {
    List<Line> written = lines.stream().filter(l -> l.isWrittenWithout(removed)).toList();
    if (!written.isEmpty()) {
      text.append(header);
      written.forEach(line -> text.append(indent).append(line.text()).append('\n'));
    }
  }

  @Override
  public String toString() {
    return "random estate, seed %d, %s".formatted(seed(), options());
  }
}
