package io.towpath.lab.export;

import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Remark;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Tunnel;
import io.towpath.lab.plan.Wire;
import io.towpath.lab.run.Sysctls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lab as a topology for containerlab: one container of kind {@code linux} for each space, none
 * with a management network, which would be a second path between all of them.
 *
 * @see "containerlab manual: topology definition, kind linux, tools netem"
 */
public final class ContainerlabExport {
  /** Container image of nodes unless another is named. */
  public static final String IMAGE = "quay.io/frrouting/frr:8.4.4";

  private static final String SETUP = "/lab/setup.sh";

  private final ExportedLab lab;
  private final String image;
  private final LabPlan plan;
  private final Map<String, String> nodes = new TreeMap<>();
  private final SortedMap<String, String> files = new TreeMap<>();
  private final List<Remark> remarks;

  private ContainerlabExport(ExportedLab lab, String image) {
    this.lab = lab;
    this.image = image;
    plan = lab.plan();
    remarks = new ArrayList<>(lab.remarks());
    Set<String> taken = new HashSet<>();
    for (Space space : plan.spaces()) {
      String clean = space.name().replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^[.-]+", "");
      String name = clean;
      for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
        name = clean + "-" + number;
      }
      nodes.put(space.name(), name);
    }
  }

  /**
   * The files of a lab.
   *
   * @param image container image of every node; needs FRR, {@code ip} and {@code nft}
   */
  public static ExportedFiles of(ExportedLab lab, String image) {
    ContainerlabExport export = new ContainerlabExport(lab, image);
    export.addTopology();
    export.plan.spaces().forEach(export::addNode);
    export.addLatency();
    export.addRemarks();
    export.addReadme();
    return new ExportedFiles(export.files, export.remarks);
  }

  private String node(String space) {
    String node = nodes.get(space);
    if (node == null) {
      throw new IllegalArgumentException("no space " + space);
    }
    return node;
  }

  private void addTopology() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(quoted(lab.name())).append("\n\ntopology:\n");
    yaml.append("  defaults:\n    kind: linux\n    image: ").append(quoted(image));
    yaml.append("\n    network-mode: none\n  nodes:\n");
    for (Space space : plan.spaces()) {
      String node = node(space.name());
      boolean routes = !lab.daemons(space).isEmpty();
      yaml.append("    ").append(quoted(node)).append(":\n");
      if (!routes) {
        // The image's own command starts routing daemons, which this node does not have.
        yaml.append("      cmd: sleep infinity\n");
      }
      yaml.append("      binds:\n");
      bind(yaml, "nodes/" + node, "/lab:ro");
      if (routes) {
        for (Daemon daemon : lab.daemons(space)) {
          for (String file : daemon.files().keySet()) {
            bind(yaml, "nodes/" + node + "/" + file, "/etc/frr/" + file);
          }
        }
        bind(yaml, "nodes/" + node + "/vtysh.conf", "/etc/frr/vtysh.conf");
        bind(yaml, "nodes/" + node + "/daemons", "/etc/frr/daemons");
      }
      yaml.append("      exec:\n        - sh ").append(SETUP).append("\n      labels:\n");
      label(yaml, "towpath-space", space.label());
      label(yaml, "towpath-node", space.node());
      String vrf = space.vrf();
      if (vrf != null) {
        label(yaml, "towpath-vrf", vrf);
      }
    }
    yaml.append(plan.wires().isEmpty() ? "  links: []\n" : "  links:\n");
    for (Wire wire : plan.wires()) {
      yaml.append("    # ").append(oneLine(wire.segment())).append('\n');
      yaml.append("    - endpoints: [").append(quoted(endpoint(wire.a()))).append(", ");
      yaml.append(quoted(endpoint(wire.b()))).append("]\n");
    }
    files.put(lab.name() + ".clab.yml", yaml.toString());
  }

  private static void bind(StringBuilder yaml, String file, String target) {
    yaml.append("        - ").append(quoted(file + ":" + target)).append('\n');
  }

  private static void label(StringBuilder yaml, String name, String value) {
    yaml.append("        ").append(name).append(": ").append(quoted(value)).append('\n');
  }

  private String endpoint(Wire.End end) {
    return node(end.space()) + ":" + end.iface();
  }

  private static String quoted(String text) {
    return '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private void addNode(Space space) {
    String folder = "nodes/" + node(space.name()) + "/";
    files.put(folder + "setup.sh", setup(space));
    int number = 1;
    for (Space.Ruleset ruleset : space.rulesets()) {
      files.put(folder + "ruleset-%02d.nft".formatted(number++), ruleset.text());
    }
    String sets = lab.fabric().nft().get(space.name());
    if (sets != null) {
      files.put(folder + "ruleset-fabric.nft", sets);
    }
    List<String> enabled = new ArrayList<>();
    for (Daemon daemon : lab.daemons(space)) {
      daemon.files().forEach((name, text) -> files.put(folder + name, text));
      switch (daemon.kind()) {
        case ZEBRA, STATICD -> {} // The image always starts these.
        case BFDD, OSPFD, BGPD -> enabled.add(daemon.kind().name().toLowerCase(Locale.ROOT));
        case BIRD, DNSMASQ ->
            remarks.add(
                new Remark(
                    Remark.Kind.MISSING,
                    space.label(),
                    "Nothing in its container starts "
                        + daemon.kind().name().toLowerCase(Locale.ROOT)
                        + "."));
      }
    }
    if (!lab.daemons(space).isEmpty()) {
      List<String> lines = new ArrayList<>();
      for (String daemon : List.of("bgpd", "ospfd", "bfdd")) {
        lines.add(daemon + "=" + (enabled.contains(daemon) ? "yes" : "no"));
      }
      lines.add("vtysh_enable=yes");
      // Each daemon reads a file of its own.
      files.put(folder + "vtysh.conf", "no service integrated-vtysh-config\n");
      files.put(folder + "daemons", ExportedFiles.lines(lines));
    }
  }

  /** What containerlab runs in a node when all its links are there. */
  private String setup(Space space) {
    StringBuilder script = new StringBuilder();
    script.append("#!/bin/sh\n# Sets up ").append(oneLine(space.label())).append(".\n");
    script.append("set -u\n\nsetting() {\n");
    script.append("  echo \"$2\" >\"/proc/sys/$1\" 2>/dev/null || echo \"not set: $1=$2\"\n}\n\n");
    addSettings(script, lab.settings(space, false));
    addBatch(script, lab.links(space));
    addSettings(script, lab.settings(space, true));
    addBatch(script, lab.addresses(space));
    addBatch(script, lab.fabric().ip().getOrDefault(space.name(), List.of()));
    if (!space.rulesets().isEmpty()) {
      script.append(
          """
          if command -v nft >/dev/null; then
            for ruleset in /lab/ruleset-*.nft; do nft -f "$ruleset"; done
          else
            echo "nft is not in this image: filters and address translation are left out"
          fi
          """);
    }
    return script.toString();
  }

  private static void addSettings(StringBuilder script, SortedMap<String, String> settings) {
    settings.forEach(
        (key, value) ->
            script
                .append("setting '")
                .append(Sysctls.file(key))
                .append("' '")
                .append(value)
                .append("'\n"));
  }

  private static void addBatch(StringBuilder script, List<String> lines) {
    if (!lines.isEmpty()) {
      script.append("ip -force -batch - <<'END'\n");
      script.append(ExportedFiles.lines(lines)).append("END\n");
    }
  }

  /** Latencies are not in containerlab's file: its tool sets them on the machine. */
  private void addLatency() {
    List<String> lines = new ArrayList<>();
    for (Wire wire : plan.wires()) {
      if (wire.latency().isPositive()) {
        for (Wire.End end : List.of(wire.a(), wire.b())) {
          lines.add(
              "containerlab tools netem set -n clab-%s-%s -i %s --delay %dus"
                  .formatted(
                      lab.name(), node(end.space()), end.iface(), wire.latency().toNanos() / 1000));
        }
      }
    }
    if (!lines.isEmpty()) {
      files.put(
          "latency.sh",
          "#!/bin/sh\n# Gives cables their latency, after containerlab deploy.\nset -e\n"
              + ExportedFiles.lines(lines));
      remark("latency", "Cables have theirs only after ./latency.sh has run.");
    }
  }

  private void addRemarks() {
    for (Tunnel tunnel : plan.tunnels()) {
      remark(
          "tunnel " + tunnel.name(),
          "It is left out: the image has no strongSwan, and its interface \""
              + tunnel.iface()
              + "\" does not exist.");
    }
    if (plan.spaces().stream().anyMatch(space -> !space.rulesets().isEmpty())) {
      remark(
          "rulesets",
          "They need nft in the image; setup.sh says where it is not, and leaves them out.");
    }
  }

  private void remark(String element, String text) {
    remarks.add(new Remark(Remark.Kind.MISSING, element, text));
  }

  private void addReadme() {
    files.put(
        "README.md",
        """
        # Lab %1$s for containerlab

        %2$d containers of kind `linux`, image `%3$s`. It was written by Towpath, follows
        containerlab's manual and has not been tried with containerlab.

            sudo containerlab deploy -t %1$s.clab.yml
            sudo containerlab destroy -t %1$s.clab.yml

        The image needs FRR, `ip` of iproute2, and `nft`. `nodes/NODE/setup.sh` gives a node its
        addresses, rules and settings; containerlab runs it when the links are there.

        ## What differs from the network

        %4$s\
        """
            .formatted(lab.name(), plan.spaces().size(), image, ExportedFiles.list(remarks)));
  }
}
