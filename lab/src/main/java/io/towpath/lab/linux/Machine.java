package io.towpath.lab.linux;

import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a machine offers to a lab, as {@link Probe} found it by trying. Immutable; lists in the
 * order of the probe.
 *
 * @param mode how namespaces can be had here
 * @param features of the kernel and of {@code /dev}
 * @param programs that a lab runs
 * @param limits of the kernel and of this process that a large lab meets, by name
 */
public record Machine(
    Mode mode, List<Feature> features, List<Program> programs, SortedMap<String, Long> limits) {
  private static final long ROUTERS_OF_A_LARGE_LAB = 200;
  private static final long THREADS_PER_ROUTER = 12;

  public Machine {
    features = List.copyOf(features);
    programs = List.copyOf(programs);
  }

  /** How namespaces can be had. */
  public enum Mode {
    /** As root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN. */
    ROOT,
    /** Inside a user namespace. */
    ROOTLESS,
    /** Not at all: predictions and exports only. */
    NONE
  }

  /**
   * One feature.
   *
   * @param name short, as the probe calls it
   * @param present whether it worked when tried
   * @param reason the machine's own words where it did not; empty where it did
   * @param variant what the lab uses, given that
   * @param need whether a lab can do without
   */
  public record Feature(String name, boolean present, String reason, String variant, Need need) {}

  /**
   * One program.
   *
   * @param name of the file
   * @param path where it was found; empty if nowhere
   * @param version its own first words on itself; empty if unknown
   * @param debianPackage what brings it
   * @param need whether a lab can do without
   */
  public record Program(String name, String path, String version, String debianPackage, Need need) {
    public boolean present() {
      return !path.isEmpty();
    }
  }

  /** Who misses something that is missing. */
  public enum Need {
    /** Every lab. */
    ALWAYS,
    /** Labs with tunnels. */
    TUNNELS,
    /** Labs whose hosts ask for their addresses. */
    LEASES,
    /** Labs with latency, where the kernel has no netem. */
    LATENCY,
    /** Nobody: there is another way, or a command that few use. */
    OPTIONAL
  }

  /** Whether a feature worked; false for names that the probe does not know. */
  public boolean has(String feature) {
    return features.stream().anyMatch(f -> f.name().equals(feature) && f.present());
  }

  /** The command that installs what is missing and needed by some lab; empty if nothing is. */
  public String install() {
    return install(
        programs.stream().filter(p -> !p.present() && p.need() != Need.OPTIONAL).toList());
  }

  private static String install(List<Program> missing) {
    var packages = new TreeSet<String>();
    missing.forEach(program -> packages.add(program.debianPackage()));
    return packages.isEmpty()
        ? ""
        : "apt-get install -y --no-install-recommends " + String.join(" ", packages);
  }

  /**
   * What hinders labs: errors for what every lab needs, warnings for what some labs need or what
   * will be tight, each with the way out.
   */
  public List<Finding> findings() {
    return findings(EnumSet.of(Need.ALWAYS));
  }

  /**
   * What keeps a lab from running here, each with the way out; empty if it can run.
   *
   * @param needs what it needs besides what every lab does
   */
  public List<Finding> hindrances(Set<Need> needs) {
    var all = EnumSet.of(Need.ALWAYS);
    all.addAll(needs);
    return findings(all).stream().filter(f -> f.severity() == Severity.ERROR).toList();
  }

  private List<Finding> findings(Set<Need> errors) {
    var found = new ArrayList<Finding>();
    missingPrograms(errors, found);
    if (mode == Mode.NONE && found.stream().anyMatch(f -> f.severity() == Severity.ERROR)) {
      return found; // Without the programs nothing could be tried.
    }
    if (mode == Mode.NONE) {
      found.add(
          Finding.error(
              "TP7001",
              Origin.NONE,
              "Network namespaces cannot be made here: " + reasonOf("namespaces") + ".",
              "Run as root with CAP_SYS_ADMIN and CAP_NET_ADMIN, or allow user namespaces: sysctl"
                  + " -w user.max_user_namespaces=10000, and where they exist"
                  + " kernel.unprivileged_userns_clone=1 and"
                  + " kernel.apparmor_restrict_unprivileged_userns=0."));
      return found;
    }
    for (Feature feature : features) {
      // With netem, latency needs nothing else.
      boolean spared = feature.need() == Need.LATENCY && has("netem");
      if (!feature.present() && feature.need() != Need.OPTIONAL && !spared) {
        String text = feature.name() + " does not work here: " + feature.reason() + ".";
        found.add(
            finding(errors, feature.need(), MachineKinds.MISSING_FEATURE, text, feature.variant()));
      }
    }
    tightLimits(found);
    return found;
  }

  private static Finding finding(
      Set<Need> errors, Need need, FindingKind kind, String text, String fix) {
    return (errors.contains(need) ? kind.with(Severity.ERROR) : kind).at(Origin.NONE, text, fix);
  }

  /** One finding, and so one command, for all that the same labs miss. */
  private void missingPrograms(Set<Need> errors, List<Finding> found) {
    for (Need need : Need.values()) {
      List<Program> missing =
          programs.stream().filter(p -> !p.present() && p.need() == need).toList();
      if (need != Need.OPTIONAL && !missing.isEmpty()) {
        String names =
            missing.stream().map(p -> '"' + p.name() + '"').collect(Collectors.joining(", "));
        String text = names + (missing.size() == 1 ? " is" : " are") + " not installed.";
        found.add(
            finding(errors, need, MachineKinds.MISSING_PROGRAM, text, "Run: " + install(missing)));
      }
    }
  }

  private void tightLimits(List<Finding> found) {
    long wanted = ROUTERS_OF_A_LARGE_LAB * THREADS_PER_ROUTER;
    for (Map.Entry<String, Long> limit : limits.entrySet()) {
      boolean threads = limit.getKey().equals("kernel.pid_max");
      boolean files = limit.getKey().equals("open files");
      if (threads && limit.getValue() < 2 * wanted || files && limit.getValue() < 1024) {
        found.add(
            MachineKinds.TIGHT_LIMIT.at(
                Origin.NONE,
                limit.getKey() + " is " + limit.getValue() + ", tight for 200 routers.",
                threads ? "Run: sysctl kernel.pid_max=65536" : "Run: ulimit -n 20000"));
      }
    }
  }

  private String reasonOf(String name) {
    return features.stream()
        .filter(f -> f.name().equals(name))
        .map(Feature::reason)
        .findFirst()
        .orElse("unknown");
  }
}
