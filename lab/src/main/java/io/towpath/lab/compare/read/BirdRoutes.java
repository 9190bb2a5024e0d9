package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Routes as BIRD 2.0 prints them: {@code show route … all}. A header line has the prefix (blank if
 * it is that of the route before), the destination and the protocol; lines behind a tab are next
 * hops and attributes, behind two tabs the rest of a long attribute.
 */
public final class BirdRoutes {
  // Behind the preference a dash marks what lost by MED within its neighbour AS, an s what is
  // stale.
  private static final Pattern HEADER =
      Pattern.compile(
          "(\\S+)?\\s+(\\w+) \\[(\\S+)[^\\]]*](?: ([*!]))?(?: (\\w+))?"
              + " \\((\\d+)[a-z-]*(?:/([^)]*))?\\).*");
  private static final Pattern VIA = Pattern.compile("\\tvia (\\S+) on (\\S+).*");
  private static final Pattern DEVICE = Pattern.compile("\\tdev (\\S+).*");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\t([A-Za-z][\\w.]*): ?(.*)");

  private BirdRoutes() {}

  /**
   * A route of a table.
   *
   * @param protocol name of the protocol of the configuration that brought it
   * @param best the one of its prefix that is used
   * @param preference compared before everything else, highest first
   * @param metric what BIRD prints behind the preference: the metric, or the IGP metric of a BGP
   *     next hop, {@code ?} if unknown; empty if nothing
   * @param reachable false if it drops packets, by configuration or because its next hop resolves
   *     to nothing
   * @param attributes as printed, by BIRD's names such as {@code BGP.as_path}
   */
  public record Route(
      Prefix prefix,
      String protocol,
      boolean best,
      int preference,
      String metric,
      boolean reachable,
      List<Hop> hops,
      Map<String, String> attributes) {
    public Route {
      hops = List.copyOf(hops);
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** An attribute; empty if the route has none of that name. */
    public String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }

    /** BIRD's word for the kind of route: {@code BGP}, {@code static}, {@code OSPF-E2} … */
    public String type() {
      String type = attribute("Type");
      int blank = type.indexOf(' ');
      return blank < 0 ? type : type.substring(0, blank);
    }
  }

  /** A next hop; without an address the destination itself is a neighbour. */
  public record Hop(@Nullable IpAddress address, String iface) {}

  /** Reads an answer: routes in the order of BIRD, in which those of a prefix are together. */
  public static List<Route> of(String text) {
    List<Route> routes = new ArrayList<>();
    Draft draft = null;
    Prefix prefix = null;
    for (String line : text.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      if (!line.startsWith("\t") && header.matches()) {
        if (draft != null) {
          routes.add(draft.route());
        }
        if (header.group(1) != null) {
          prefix = Prefix.parseNetwork(header.group(1));
        }
        draft = prefix == null ? null : new Draft(prefix, header);
      } else if (draft != null) {
        draft.read(line);
      }
    }
    if (draft != null) {
      routes.add(draft.route());
    }
    return List.copyOf(routes);
  }

  /** A route whose lines are being read. */
  private static final class Draft {
    private final Prefix prefix;
    private final boolean reachable;
    private final String protocol;
    private final boolean best;
    private final int preference;
    private final String metric;
    private final List<Hop> hops = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String last = "";

    Draft(Prefix prefix, Matcher header) {
      this.prefix = prefix;
      reachable = header.group(2).equals("unicast");
      protocol = header.group(3);
      // An exclamation mark: it is the best one, and the kernel did not take it.
      best = header.group(4) != null;
      preference = Integer.parseInt(header.group(6));
      metric = header.group(7) == null ? "" : header.group(7);
    }

    void read(String line) {
      Matcher via = VIA.matcher(line);
      Matcher device = DEVICE.matcher(line);
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (via.matches()) {
        hops.add(new Hop(IpAddress.parse(via.group(1)), via.group(2)));
      } else if (device.matches()) {
        hops.add(new Hop(null, device.group(1)));
      } else if (attribute.matches()) {
        last = attribute.group(1);
        attributes.put(last, attribute.group(2).strip());
      } else if (line.startsWith("\t\t") && !last.isEmpty()) {
        attributes.merge(last, line.strip(), (a, b) -> a + " " + b);
      }
    }

    Route route() {
      return new Route(prefix, protocol, best, preference, metric, reachable, hops, attributes);
    }
  }
}
