package io.towpath.lab.linux;

import io.towpath.lab.linux.Machine.Feature;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Machine.Need;
import io.towpath.lab.linux.Machine.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what a machine offers to a lab by trying each feature once, inside namespaces that
 * vanish with the probe: version numbers and {@code /proc/config.gz} tell less, because modules may
 * be absent or forbidden. Takes some 0.3 s and leaves nothing behind.
 */
public final class Probe {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String TCP_MD5 = "tcp-md5";

  private Probe() {}

  /** Probes this machine as this user. */
  public static Machine probe() {
    Command.Result asRoot = tryAll(List.of());
    Mode mode = worked(asRoot) ? Mode.ROOT : Mode.ROOTLESS;
    Command.Result result =
        mode == Mode.ROOT ? asRoot : tryAll(List.of("--user", "--map-root-user"));
    if (!worked(result)) {
      mode = Mode.NONE;
    }
    return new Machine(mode, features(result), programs(), limits());
  }

  private static Command.Result tryAll(List<String> user) {
    var argv = new ArrayList<String>(List.of("unshare"));
    argv.addAll(user);
    argv.addAll(
        List.of("--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"));
    argv.addAll(List.of("sh", "-s"));
    return Command.of(argv).input(script()).within(LIMIT).attempt();
  }

  private static boolean worked(Command.Result result) {
    return result.out().startsWith("namespaces\t+");
  }

  private static String script() {
    try (InputStream in = Probe.class.getResourceAsStream("probe.sh")) {
      if (in == null) {
        throw new LinuxException("probe.sh is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LinuxException("probe.sh: " + e.getMessage(), e);
    }
  }

  private static List<Feature> features(Command.Result result) {
    Map<String, String> refusals = new LinkedHashMap<>();
    for (String line : result.out().lines().toList()) {
      String[] part = line.split("\t", 3);
      if (part.length == 3) {
        refusals.put(part[0], part[1].equals("+") ? "" : part[2].isEmpty() ? "refused" : part[2]);
      }
    }
    refusals.put(TCP_MD5, TcpMd5.refusal());
    String otherwise = result.complaint().isEmpty() ? "not tried" : result.complaint();
    var features = new ArrayList<Feature>();
    for (Known known : Known.TABLE) {
      String reason = refusals.getOrDefault(known.name, otherwise);
      boolean present = reason.isEmpty();
      features.add(
          new Feature(
              known.name, present, reason, present ? known.with : known.without, known.need));
    }
    return features;
  }

  /** A feature, what is used with it, and what without. */
  private record Known(String name, Need need, String with, String without) {
    static final List<Known> TABLE =
        List.of(
            always("namespaces", "network namespaces"),
            always("veth", "a veth pair for each cable"),
            always("bridge", "a bridge for each LAN"),
            new Known(
                "netem",
                Need.OPTIONAL,
                "netem delays where a cable has latency",
                "a pair of TAP devices held by the lab where a cable has latency"),
            new Known(
                "tap",
                Need.LATENCY,
                "TAP devices",
                "No delay without netem: make /dev/net/tun usable (mode 0666 for rootless labs)."),
            new Known(
                "tun",
                Need.TUNNELS,
                "TUN devices of the IKE daemons",
                "No IPsec without it: make /dev/net/tun usable (mode 0666 for rootless labs)."),
            new Known(
                "esp",
                Need.OPTIONAL,
                "the kernel can do ESP; labs use userspace all the same",
                "ESP in userspace, inside the IKE daemon"),
            new Known(
                "xfrm",
                Need.OPTIONAL,
                "the kernel has xfrm interfaces; labs use TUN all the same",
                "a TUN device for each tunnel"),
            new Known(
                "vrf",
                Need.OPTIONAL,
                "a namespace for each VRF all the same",
                "a namespace for each VRF"),
            new Known(
                "dummy",
                Need.OPTIONAL,
                "dummy interfaces for stub LANs",
                "a veth pair inside one namespace for stub LANs"),
            new Known(
                "vlan", Need.OPTIONAL, "a cable for each VLAN all the same", "a cable for each"),
            new Known("gre", Need.OPTIONAL, "GRE interfaces", "no GRE tunnels"),
            new Known("vxlan", Need.OPTIONAL, "VXLAN interfaces", "no VXLAN tunnels"),
            new Known("wireguard", Need.OPTIONAL, "not used", "not used"),
            new Known("tbf", Need.OPTIONAL, "rate limits by tbf", "no rate limits"),
            new Known("bridge-vlan", Need.OPTIONAL, "not used", "a bridge for each VLAN"),
            always("policy-rule", "a routing table for each VRF of a fabric"),
            always("nexthop-multipath", "ECMP in the kernel"),
            always("nft", "nftables"),
            always("nft-ct", "stateful filters by conntrack"),
            always("nft-fib", "ICMP errors dropped where their source has no way back"),
            always("nft-nat", "NAT by nftables"),
            always("nft-netdev", "silent cuts, inbound"),
            always("nft-netdev-egress", "silent cuts, outbound"),
            always("nft-ttl", "hidden hops by nftables"),
            new Known("nft-numgen", Need.OPTIONAL, "random loss", "no random loss"),
            new Known("iptables-ttl", Need.OPTIONAL, "not needed: nftables", "nftables"),
            new Known(
                TCP_MD5,
                Need.OPTIONAL,
                "BGP sessions with MD5 keys",
                "sessions with MD5 keys stay down"),
            new Known(
                "user-namespaces",
                Need.OPTIONAL,
                "labs without root are possible",
                "labs need root"));

    private static Known always(String name, String with) {
      return new Known(name, Need.ALWAYS, with, "Labs need it: load the kernel module, or update.");
    }
  }

  private static List<Program> programs() {
    var programs = new ArrayList<Program>();
    add(programs, "unshare", "util-linux", Need.ALWAYS, "--version");
    add(programs, "nsenter", "util-linux", Need.ALWAYS, "--version");
    add(programs, "setsid", "util-linux", Need.ALWAYS, "--version");
    add(programs, "mount", "mount", Need.ALWAYS, "--version");
    add(programs, "ip", "iproute2", Need.ALWAYS, "-V");
    add(programs, "nft", "nftables", Need.ALWAYS, "--version");
    add(programs, "zebra", "frr", Need.ALWAYS, "--version");
    add(programs, "bgpd", "frr", Need.ALWAYS, "--version");
    add(programs, "staticd", "frr", Need.ALWAYS, "--version");
    add(programs, "bfdd", "frr", Need.ALWAYS, "--version");
    add(programs, "ospfd", "frr", Need.ALWAYS, "--version");
    add(programs, "vtysh", "frr", Need.OPTIONAL, "--version");
    add(programs, "charon", "strongswan-charon", Need.TUNNELS, "--version");
    add(programs, "swanctl", "strongswan-swanctl", Need.TUNNELS, "--version");
    programs.add(libipsec());
    add(programs, "ping", "iputils-ping", Need.ALWAYS, "-V");
    add(programs, "traceroute", "traceroute", Need.ALWAYS, "--version");
    add(programs, "tcpdump", "tcpdump", Need.OPTIONAL, "--version");
    add(programs, "conntrack", "conntrack", Need.OPTIONAL, "--version");
    add(programs, "dnsmasq", "dnsmasq-base", Need.LEASES, "--version");
    add(programs, "udhcpc", "udhcpc", Need.LEASES, "--help");
    add(programs, "bird", "bird2", Need.OPTIONAL, "--version");
    return programs;
  }

  private static void add(
      List<Program> programs, String name, String debianPackage, Need need, String versionOption) {
    Optional<Path> file = Programs.find(name);
    String version = file.map(f -> version(f.toString(), versionOption)).orElse("");
    programs.add(
        new Program(name, file.map(Path::toString).orElse(""), version, debianPackage, need));
  }

  /** The first line that holds a digit; swanctl complains about plugins before it. */
  private static String version(String file, String option) {
    Command.Result result = Command.of(file, option).within(Duration.ofSeconds(5)).attempt();
    return (result.out() + '\n' + result.err())
        .lines()
        .filter(l -> l.chars().anyMatch(Character::isDigit) && !l.startsWith("plugin "))
        .findFirst()
        .orElse("");
  }

  private static Program libipsec() {
    String found = "";
    for (String folder : List.of("/usr/lib/ipsec/plugins", "/usr/lib/strongswan/plugins")) {
      Path file = Path.of(folder, "libstrongswan-kernel-libipsec.so");
      if (Files.exists(file)) {
        found = file.toString();
      }
    }
    return new Program(
        "kernel-libipsec plugin", found, "", "libcharon-extra-plugins", Need.TUNNELS);
  }

  private static SortedMap<String, Long> limits() {
    var limits = new TreeMap<String, Long>();
    read(limits, "kernel.pid_max", "/proc/sys/kernel/pid_max");
    read(limits, "fs.inotify.max_user_instances", "/proc/sys/fs/inotify/max_user_instances");
    read(limits, "user.max_net_namespaces", "/proc/sys/user/max_net_namespaces");
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        if (line.startsWith("Max open files")) {
          String[] part = line.split("\\s+");
          limits.put("open files", Long.parseLong(part[3]));
        }
      }
    } catch (IOException | NumberFormatException _) {
      // Not Linux, or unlimited: no limit to tell.
    }
    return limits;
  }

  /** In one piece: the kernel gives a setting to the first read only, however short that is. */
  private static void read(Map<String, Long> limits, String name, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] buffer = new byte[64];
      int length = Math.max(0, in.read(buffer));
      String text = new String(buffer, 0, length, StandardCharsets.US_ASCII);
      limits.put(name, Long.parseLong(text.strip()));
    } catch (IOException | NumberFormatException _) {
      // Older kernels lack some; what is not there does not limit.
    }
  }
}
