package io.towpath.devices.bird;

import io.towpath.devices.print.Reach;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints a node as a configuration of BIRD 2.0.12.
 *
 * <p>A pure function of the node and the options. The node has one VRF, {@code default}; its
 * interfaces are called as in the node. What has no place in BIRD (filters of packets,
 * translations, tunnels, hop profiles) is not looked at. Everything of routing that BIRD cannot do,
 * or does otherwise, stands in {@link BirdConfiguration#notExpressible()}.
 *
 * <p>The main table {@code master4} is the router's table, {@code bgp4} that of BGP alone. How
 * administrative distances and weights become preferences is said in {@link Preferences}, how
 * routes go from one table to the other in {@link TablePipe}.
 */
public final class BirdPrinter {

  /**
   * Choices of printing.
   *
   * @param keepTables what each peer has sent is kept in a table of its own, and the paths of BGP
   *     that share the load are merged once more in a protocol {@code bgp_multipath}, for reading
   * @param quickStart peers connect every second instead of at their configured interval
   * @param record file for a record of all BGP messages that are received (MRT), or null
   */
  public record Options(boolean keepTables, boolean quickStart, @Nullable String record) {

    /** As a router in service would have it. */
    public static final Options ROUTER = new Options(false, false, null);

    /** File of the record of {@link #LAB}. */
    public static final String LAB_RECORD = "bgp.mrt";

    /** For a daemon beside a harness that makes the interfaces and reads all tables. */
    public static final Options LAB = new Options(true, true, LAB_RECORD);
  }

  /** BIRD takes no higher limit; a router without one of its own has some 256. */
  static final int MOST_PATHS = 255;

  private static final int UNUSED_KERNEL_TABLE = 4179;

  private BirdPrinter() {}

  /** The configuration of a node. */
  public static BirdConfiguration print(Node node, Options options) {
    Printing printing = new Printing(node, options);
    PolicyFunctions policies = new PolicyFunctions(printing);
    vrfs(printing);
    new Statics(printing).print();
    new OspfProtocols(printing, policies).print();
    if (!node.bgp().isEmpty()) {
      BgpSpeaker speaker = node.bgp().getFirst();
      notes(printing, speaker);
      new TablePipe(printing, policies, speaker).print();
      new PeerProtocols(printing, policies, speaker).print();
    }
    return new BirdConfiguration(text(printing), printing.notes.all());
  }

  private static void vrfs(Printing printing) {
    for (Vrf vrf : printing.node.vrfs()) {
      if (!vrf.name().equals(Vrf.DEFAULT) || !vrf.layers().isEmpty()) {
        printing.notes.absent(
            vrf.origin(), "VRF " + vrf.name(), "One ordinary table of a router is printed.");
      }
    }
    for (BgpSpeaker speaker : printing.node.bgp().stream().skip(1).toList()) {
      printing.notes.absent(
          speaker.origin(), "BGP in VRF " + speaker.vrf(), "One ordinary table is printed.");
    }
  }

  private static void notes(Printing printing, BgpSpeaker speaker) {
    for (BgpSpeaker.Aggregate aggregate : speaker.aggregates()) {
      printing.notes.absent(
          aggregate.origin(),
          "aggregate " + aggregate.prefix(),
          "BIRD 2.0 does not aggregate routes.");
    }
    BgpSpeaker.Options options = speaker.options();
    int external = options.maximumPathsExternal();
    int internal = options.maximumPathsInternal();
    if (external != internal && hasBoth(speaker)) {
      printing.notes.approximated(
          speaker.origin(),
          "maximum-paths " + external + " and ibgp " + internal,
          "BIRD has one limit for all routes of the kernel's table; it is the higher one.");
    }
    if (Math.max(external, internal) > 1
        && options.multipathAsPath() != BgpSpeaker.MultipathAsPath.SAME_LENGTH) {
      printing.notes.approximated(
          speaker.origin(),
          "multipath over equal AS paths only",
          "BIRD merges paths of equal length, whatever ASNs are in them.");
    }
    for (BgpPeer peer : speaker.multipathSelfPeers()) {
      printing.notes.within(
          Reach.session(peer.address()),
          () ->
              printing.notes.approximated(
                  peer.origin(),
                  "next hop of several eBGP paths",
                  "IOS-XE sends the best of them to internal peers with its own address; BIRD sends"
                      + " it as it came."));
    }
    long heaviest =
        speaker.peers().stream()
            .flatMap(peer -> peer.families().stream())
            .filter(family -> family.weight() >= 65_535)
            .count();
    if (heaviest > 0) {
      printing.notes.approximated(
          speaker.origin(), "weight 65535", "Preferences of BIRD end there; 65534 is the same.");
    }
  }

  private static boolean hasBoth(BgpSpeaker speaker) {
    return speaker.peers().stream().map(speaker::isExternal).distinct().count() > 1;
  }

  private static String text(Printing printing) {
    Node node = printing.node;
    StringBuilder text = new StringBuilder();
    text.append("# BIRD 2.0.12: ").append(node.name()).append("\nlog stderr all;\n");
    Stream.concat(
            node.bgp().stream().map(BgpSpeaker::routerId),
            node.ospf().stream().map(OspfProcess::routerId))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(id -> text.append("router id ").append(id).append(";\n"));
    if (printing.options.record() != null) {
      text.append("mrtdump \"").append(printing.options.record()).append("\";\n");
    }
    text.append("ipv4 table master4;\n");
    if (!node.bgp().isEmpty()) {
      text.append("ipv4 table bgp4;\n");
      text.append("define PRIVATE = ").append(PeerProtocols.PRIVATE).append(";\n");
    }
    text.append("attribute int route_tag;\n");
    text.append("attribute int ").append(Statics.RECURSIVE).append(";\n\n");
    printing.functions.forEach(function -> text.append(function).append('\n'));
    text.append("protocol device {\n  scan time 5;\n}\n\n");
    direct(node, text);
    kernel(printing, text);
    bfd(node, text);
    text.append(String.join("\n", printing.protocols));
    return text.toString();
  }

  private static void direct(Node node, StringBuilder text) {
    String names =
        node.interfaces().stream()
            .filter(iface -> !iface.addresses().isEmpty())
            .map(iface -> "\"" + iface.name() + "\"")
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      // A router has no connected route over an interface without carrier.
      text.append("protocol direct {\n  check link on;\n")
          .append("  ipv4 { table master4; import filter { preference = ")
          .append(Preferences.ofDistance(0))
          .append("; accept; }; };\n  interface ")
          .append(names)
          .append(";\n}\n\n");
    }
  }

  private static void kernel(Printing printing, StringBuilder text) {
    int paths = 1;
    for (BgpSpeaker speaker : printing.node.bgp()) {
      BgpSpeaker.Options options = speaker.options();
      paths = Math.max(options.maximumPathsExternal(), options.maximumPathsInternal());
    }
    paths = Math.min(paths, MOST_PATHS);
    text.append("protocol kernel {\n");
    if (paths > 1) {
      text.append("  merge paths on limit ").append(paths).append(";\n");
    }
    text.append("  ipv4 {\n    table master4;\n    import none;\n    export filter {\n")
        .append("      ")
        .append(Statics.ONLY_RESOLVED)
        .append("\n      if source = RTS_DEVICE || proto = \"ospf_default\" then reject;\n")
        .append("      accept;\n    };\n  };\n}\n\n");
    if (paths > 1 && printing.options.keepTables()) {
      // BIRD marks no path as sharing the load: it merges paths only on the way to a kernel. No
      // rule of the kernel leads to this table.
      text.append("protocol kernel bgp_multipath {\n  kernel table ")
          .append(UNUSED_KERNEL_TABLE)
          .append(";\n  merge paths on limit ")
          .append(paths)
          .append(";\n  ipv4 { table bgp4; import none; export where source = RTS_BGP; };\n}\n\n");
    }
  }

  private static void bfd(Node node, StringBuilder text) {
    boolean peers =
        node.bgp().stream()
            .flatMap(speaker -> speaker.peers().stream())
            .anyMatch(peer -> peer.transport().timers().bfdInterval() != null);
    Map<String, Timers> interfaces = new LinkedHashMap<>();
    node.ospf().stream()
        .flatMap(process -> process.interfaces().stream())
        .filter(member -> member.timers().bfdInterval() != null)
        .forEach(member -> interfaces.putIfAbsent(member.name(), member.timers()));
    if (!peers && interfaces.isEmpty()) {
      return;
    }
    text.append("protocol bfd {\n");
    interfaces.forEach(
        (name, timers) -> {
          long millis = Objects.requireNonNull(timers.bfdInterval()).toMillis();
          text.append("  interface \"")
              .append(name)
              .append("\" { interval ")
              .append(millis)
              .append(" ms; multiplier ")
              .append(timers.bfdDetectMultiplier())
              .append("; };\n");
        });
    text.append("}\n\n");
  }
}
