package io.towpath.lab.run;

import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Kernel settings of network namespaces: a new one inherits almost none from the machine. */
public final class Sysctls {
  /** What every space has unless its plan says otherwise. */
  public static final SortedMap<String, String> COMMON = common();

  private static final Path ROOT = Path.of("/proc/sys");

  private Sysctls() {}

  private static SortedMap<String, String> common() {
    var map = new TreeMap<String, String>();
    // Asymmetric paths are usual: the Internet is reached past the gateway that delivers.
    map.put("net.ipv4.conf.all.rp_filter", "0");
    map.put("net.ipv4.conf.default.rp_filter", "0");
    map.put("net.ipv4.conf.all.send_redirects", "0");
    map.put("net.ipv4.conf.default.send_redirects", "0");
    map.put("net.ipv4.conf.all.accept_redirects", "0");
    map.put("net.ipv4.conf.default.accept_redirects", "0");
    // Routers answer a traceroute with the address that the probe came in at.
    map.put("net.ipv4.icmp_errors_use_inbound_ifaddr", "1");
    // No rate limit. 0 messages per second would silence every error instead of limiting none.
    map.put("net.ipv4.icmp_ratelimit", "0");
    map.put("net.ipv4.icmp_msgs_per_sec", "100000");
    map.put("net.ipv4.icmp_msgs_burst", "10000");
    map.put("net.ipv4.fib_multipath_hash_policy", "1");
    map.put("net.ipv4.conf.all.ignore_routes_with_linkdown", "1");
    map.put("net.ipv4.conf.default.ignore_routes_with_linkdown", "1");
    map.put("net.ipv6.conf.all.disable_ipv6", "1");
    map.put("net.ipv6.conf.default.disable_ipv6", "1");
    return Collections.unmodifiableSortedMap(map);
  }

  /** True for a setting of one interface, which must exist before. */
  public static boolean isOfInterface(String key) {
    return (key.startsWith("net.ipv4.conf.")
            || key.startsWith("net.ipv6.conf.")
            || key.startsWith("net.ipv4.neigh.")
            || key.startsWith("net.ipv6.neigh."))
        && !key.contains(".all.")
        && !key.contains(".default.");
  }

  /**
   * Writes settings inside a namespace.
   *
   * @throws LinuxException naming the first that the kernel lacks or refuses
   */
  static void write(Netns netns, Map<String, String> settings) {
    if (settings.isEmpty()) {
      return;
    }
    netns.call(
        () -> {
          for (Map.Entry<String, String> setting : settings.entrySet()) {
            set(setting.getKey(), setting.getValue());
          }
          return true;
        });
  }

  private static void set(String key, String value) {
    try {
      Files.writeString(ROOT.resolve(file(key)), value);
    } catch (IOException e) {
      if (COMMON.containsKey(key) && value.equals(COMMON.get(key))) {
        return; // Older kernels lack a few; whoever relies on one sees it in the comparison.
      }
      throw new LinuxException("sysctl " + key + "=" + value + ": " + e.getMessage(), e);
    }
  }

  /** File below {@code /proc/sys}. The name of an interface may have dots of its own. */
  public static String file(String key) {
    if (!isOfInterface(key)) {
      return key.replace('.', '/');
    }
    String[] part = key.split("\\.", 4);
    int last = part[3].lastIndexOf('.');
    return part[0]
        + "/"
        + part[1]
        + "/"
        + part[2]
        + "/"
        + part[3].substring(0, last)
        + "/"
        + part[3].substring(last + 1);
  }
}
