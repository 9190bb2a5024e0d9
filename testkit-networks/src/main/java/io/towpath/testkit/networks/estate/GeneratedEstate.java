package io.towpath.testkit.networks.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A random estate as files. The same seed gives the same bytes. Every part of it is an
 * <em>element</em> that can be left out, so that an estate that shows a difference can be made
 * smaller while it does. Immutable.
 */
public interface GeneratedEstate {

  long seed();

  /** How large it is: routers, or virtual networks. */
  int size();

  /** Configured BGP sessions, before anything was left out. */
  int sessions();

  /** What occurs in it and how often, before anything was left out. */
  SortedMap<String, Integer> features();

  /** What can still be left out, the largest parts first. */
  List<String> elements();

  /** What has been left out. */
  Set<String> removed();

  /** The same without some elements and what depends on them. */
  GeneratedEstate without(Collection<String> elements);

  /** The text of every file by its path in the estate's folder. */
  SortedMap<String, String> files();

  /** Writes it into a folder, which is made. */
  default void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
  }

  /**
   * Elements of lines.
   *
   * @param kinds first words of elements, the largest parts first; all others follow
   */
  static List<String> elements(Stream<Line> lines, List<String> kinds) {
    Set<String> found = new LinkedHashSet<>();
    lines.forEach(line -> found.addAll(line.needs()));
    List<String> order = new ArrayList<>();
    for (String kind : kinds) {
      found.stream().filter(element -> element.startsWith(kind)).forEach(order::add);
    }
    found.removeAll(order);
    order.addAll(found);
    return order;
  }
}
