package io.towpath.lab.export;

import io.towpath.lab.ike.IkeProcess;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Remark;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Tunnel;
import io.towpath.lab.plan.Wire;
import io.towpath.lab.run.Sysctls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lab as shell scripts and the files that they give to {@code ip}, {@code nft}, FRR and
 * strongSwan. The scripts are the same for every lab; what differs is data beside them.
 */
public final class BashExport {
  private static final List<String> SCRIPTS =
      List.of("up.sh", "down.sh", "exec.sh", "ping-all.sh", "lib.sh", "inside.sh", "tunnel.sh");

  private final ExportedLab lab;
  private final LabPlan plan;
  private final SortedMap<String, String> files = new TreeMap<>();
  private final List<Remark> remarks;

  private BashExport(ExportedLab lab) {
    this.lab = lab;
    plan = lab.plan();
    remarks = new ArrayList<>(lab.remarks());
  }

  /** The files of a lab. */
  public static ExportedFiles of(ExportedLab lab) {
    BashExport export = new BashExport(lab);
    SCRIPTS.forEach(script -> export.files.put(script, ExportedFiles.resource(script)));
    export.addLists();
    export.plan.spaces().forEach(export::addSpace);
    export.plan.tunnels().forEach(export::addTunnel);
    export.addReadme();
    return new ExportedFiles(export.files, export.remarks);
  }

  private void addLists() {
    List<String> spaces = new ArrayList<>();
    List<String> namespaces = new ArrayList<>();
    for (Space space : plan.spaces()) {
      spaces.add(space.name() + "\t" + space.label());
      namespaces.add("netns add " + space.name());
    }
    List<String> wires = new ArrayList<>();
    List<String> latency = new ArrayList<>();
    for (Wire wire : plan.wires()) {
      wires.add("link add " + wire.a().linkWords() + " type veth peer " + wire.b().linkWords());
      if (wire.latency().isPositive()) {
        long micros = wire.latency().toNanos() / 1000;
        latency.add(wire.a().space() + "\t" + wire.a().iface() + "\t" + micros);
        latency.add(wire.b().space() + "\t" + wire.b().iface() + "\t" + micros);
      }
    }
    if (!latency.isEmpty()) {
      remarks.add(
          new Remark(
              Remark.Kind.VARIANT,
              "latency",
              "Cables have theirs where the kernel has netem; elsewhere up.sh says that it is left"
                  + " out."));
    }
    List<String> pings = new ArrayList<>();
    for (ExpectedPing ping : lab.pings()) {
      String space = plan.names().host(ping.from());
      pings.add(
          String.join(
              "\t",
              space,
              ping.from(),
              ping.to(),
              ping.target().toString(),
              ping.outcome().toString()));
    }
    put("spaces.tsv", spaces);
    put("namespaces.batch", namespaces);
    put("wires.batch", wires);
    put("latency.tsv", latency);
    put("pings.tsv", pings);
  }

  private void addSpace(Space space) {
    String folder = "spaces/" + space.name() + "/";
    put(folder + "common.sysctl", settings(lab.settings(space, false)));
    put(folder + "links.batch", lab.links(space));
    putUnlessEmpty(folder + "interfaces.sysctl", settings(lab.settings(space, true)));
    putUnlessEmpty(folder + "addresses.batch", lab.addresses(space));
    int number = 1;
    for (Space.Ruleset ruleset : space.rulesets()) {
      files.put(folder + "ruleset-%02d.nft".formatted(number++), ruleset.text());
    }
    putUnlessEmpty(
        folder + "fabric.batch", lab.fabric().ip().getOrDefault(space.name(), List.of()));
    String sets = lab.fabric().nft().get(space.name());
    if (sets != null) {
      files.put(folder + "fabric.nft", sets);
    }
    List<String> daemons = new ArrayList<>();
    for (Daemon daemon : lab.daemons(space)) {
      String program = daemon.kind().name().toLowerCase(Locale.ROOT);
      if (daemon.files().containsKey(program + ".conf") && isOfFrr(daemon)) {
        daemons.add(program);
        daemon.files().forEach((name, text) -> files.put(folder + name, text));
      } else {
        remarks.add(
            new Remark(
                Remark.Kind.MISSING, space.label(), "The script does not start " + program + "."));
      }
    }
    putUnlessEmpty(folder + "daemons", daemons);
  }

  private static boolean isOfFrr(Daemon daemon) {
    return switch (daemon.kind()) {
      case ZEBRA, STATICD, BFDD, OSPFD, BGPD -> true;
      case BIRD, DNSMASQ -> false;
    };
  }

  private static List<String> settings(SortedMap<String, String> settings) {
    List<String> lines = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          boolean may = value.equals(Sysctls.COMMON.get(key));
          lines.add(Sysctls.file(key) + "\t" + (may ? "may" : "must") + "\t" + value);
        });
    return lines;
  }

  private void addTunnel(Tunnel tunnel) {
    if (plan.space(tunnel.cell()).stopped()
        || plan.space(tunnel.underlay()).stopped()
        || plan.space(tunnel.inner()).stopped()) {
      return;
    }
    String folder = "tunnels/" + tunnel.name() + "/";
    files.put(folder + "strongswan.conf", IkeProcess.settings(tunnel));
    files.put(folder + "swanctl.conf", tunnel.swanctl());
    putUnlessEmpty(folder + "inner.batch", tunnel.ip());
    put(
        folder + "settings",
        List.of(
            "cell='" + tunnel.cell() + "'",
            "inner='" + tunnel.inner() + "'",
            "iface='" + tunnel.iface() + "'",
            "mtu=" + tunnel.mtu(),
            "initiates=" + (tunnel.initiates() ? "yes" : "no"),
            "retry=" + tunnel.retry().toSeconds(),
            "within=" + (tunnel.retransmissions() + 10)));
  }

  private void addReadme() {
    files.put(
        "README.md",
        """
        # Lab %s

        A network of %d Linux network namespaces with the daemons of FRR and strongSwan. It was
        written by Towpath and runs without it.

            sudo ./up.sh
            sudo ./ping-all.sh
            sudo ./exec.sh NODE COMMAND...
            sudo ./exec.sh NODE vtysh -c 'show ip route'
            sudo ./down.sh

        Names of nodes are in the second column of `spaces.tsv`. Interfaces, mounts and processes
        are in namespaces of the lab's own: the machine's network is not touched, and everything
        disappears when the lab ends. Its log is `.state/log` while it runs.

        Needed on Debian: `apt-get install -y --no-install-recommends iproute2 nftables frr \\
        strongswan-charon strongswan-swanctl libcharon-extra-plugins iputils-ping util-linux gawk`

        `ping-all.sh` compares with what was predicted, `pings.tsv`. The keys of tunnels are in `tunnels/*/swanctl.conf`.

        ## What differs from the network

        %s\
        """
            .formatted(lab.name(), plan.spaces().size(), ExportedFiles.list(remarks)));
  }

  private void put(String name, List<String> lines) {
    files.put(name, ExportedFiles.lines(lines));
  }

  private void putUnlessEmpty(String name, List<String> lines) {
    if (!lines.isEmpty()) {
      put(name, lines);
    }
  }
}
