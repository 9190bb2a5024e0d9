package io.towpath.estate.load;

import io.towpath.azure.compile.GuestAttachment;
import io.towpath.devices.frr.FrrConfig;
import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.convert.WindowsConversion;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.estate.file.EstateFile;
import io.towpath.estate.load.GuestDevices.GuestSystem;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.InterfaceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the configurations of an estate, side by side; the order of results is that of names. */
final class DeviceLoader {
  private static final String FRR = "frr";
  private static final String WINDOWS = "windows";
  private static final long MOST_BYTES = 64L << 20;

  private record Job(
      Path file,
      String shown,
      String dialect,
      @Nullable String name,
      @Nullable GuestAttachment machine,
      @Nullable String site,
      Origin origin) {}

  private record Loaded(String name, Origin origin, Fragment fragment) {}

  private final EstateFile estate;
  private final SortedMap<String, GuestAttachment> machines;
  private final List<Finding> findings;

  /**
   * Reads the devices of an estate.
   *
   * @param machines virtual machines that may have a device as guest, by name without case
   */
  DeviceLoader(
      EstateFile estate, SortedMap<String, GuestAttachment> machines, List<Finding> findings) {
    this.estate = estate;
    this.machines = machines;
    this.findings = findings;
  }

  /** One fragment for each device, in the order of the estate and its files. */
  List<Fragment> load() {
    List<Job> jobs = new ArrayList<>();
    for (EstateFile.DeviceSource source : estate.devices()) {
      try {
        jobs.addAll(jobs(source));
      } catch (InvalidInputException e) {
        findings.addAll(e.findings());
      }
    }
    List<Object> results =
        IntStream.range(0, jobs.size()).parallel().mapToObj(i -> read(jobs.get(i))).toList();
    Map<String, Origin> names = new HashMap<>();
    List<Fragment> fragments = new ArrayList<>();
    for (Object result : results) {
      switch (result) {
        case Loaded(String name, Origin origin, Fragment fragment) -> {
          Origin twin = names.putIfAbsent(name, origin);
          if (twin == null) {
            fragments.add(fragment);
          } else {
            findings.add(
                Finding.error(
                    "TP1105",
                    origin,
                    "The device \"" + name + "\" exists twice; the first is at " + twin + ".",
                    "Give one of them a name of its own."));
          }
        }
        case InvalidInputException e -> findings.addAll(e.findings());
        default -> throw new IllegalStateException("unexpected " + result);
      }
    }
    return fragments;
  }

  private List<Job> jobs(EstateFile.DeviceSource source) {
    List<Job> jobs = new ArrayList<>();
    if (source.config() != null) {
      GuestAttachment machine = machine(source);
      for (Path file : FileLists.matching(estate.folder(), source.config(), source.origin())) {
        jobs.add(
            new Job(
                file,
                source.config(),
                source.dialect(),
                machine != null ? machine.machine() : source.name(),
                machine,
                source.site(),
                source.origin()));
      }
    } else if (source.folder() != null) {
      for (Path file : FileLists.inFolder(estate.folder(), source.folder(), source.origin())) {
        if (isEstateItself(file, source)) {
          continue;
        }
        String shown = source.folder() + "/" + file.getFileName();
        jobs.add(
            new Job(
                file,
                shown.replace("//", "/"),
                source.dialect(),
                null,
                null,
                source.site(),
                source.origin()));
      }
    }
    return jobs;
  }

  /** A folder of configurations may be that of the estate: its own file is none of them. */
  private boolean isEstateItself(Path file, EstateFile.DeviceSource source) {
    String written = source.origin().file();
    return written != null
        && file.getFileName().equals(Path.of(written).getFileName())
        && estate.folder().toAbsolutePath().normalize().equals(file.toAbsolutePath().getParent());
  }

  private @Nullable GuestAttachment machine(EstateFile.DeviceSource source) {
    if (source.vm() == null) {
      return null;
    }
    GuestAttachment machine = machines.get(source.vm());
    if (machine == null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1106",
              source.origin(),
              "There is no virtual machine \"" + source.vm() + "\" with an interface.",
              Nearest.question(source.vm(), machines.keySet())));
    }
    return machine;
  }

  private static Object read(Job job) {
    try {
      if (Files.size(job.file()) > MOST_BYTES) {
        return new InvalidInputException(
            Finding.error(
                "TP3002",
                Origin.line(job.shown(), 0),
                "The configuration " + job.shown() + " is larger than 64 MiB.",
                "Give one device's configuration, not an archive of many."));
      }
      byte[] bytes = FileLists.bytes(job.file(), job.origin());
      return switch (job.dialect()) {
        case FRR -> frr(job, bytes);
        case WINDOWS -> windows(job, bytes);
        default -> iosXe(job, bytes);
      };
    } catch (InvalidInputException e) {
      return e;
    } catch (java.io.IOException e) {
      return new InvalidInputException(
          Finding.error(
              "TP1104",
              job.origin(),
              "The file " + job.shown() + " cannot be read: " + e.getMessage() + ".",
              "Check that it exists and may be read."));
    }
  }

  private static Loaded iosXe(Job job, byte[] bytes) {
    IosConfig config = IosXeParser.parse(job.shown(), bytes);
    String name = name(job, config.hostname());
    GuestAttachment machine = job.machine();
    if (machine != null) {
      config = config.withLeases(GuestDevices.leases(machine, GuestSystem.IOS_XE));
    }
    Fragment fragment = IosXeConversion.convert(config, name, job.site());
    return loaded(
        job,
        name,
        machine == null ? fragment : GuestDevices.attach(machine, fragment, GuestSystem.IOS_XE));
  }

  private static Loaded frr(Job job, byte[] bytes) {
    FrrConfig config = FrrParser.parse(job.shown(), bytes);
    String name = name(job, config.hostname());
    GuestAttachment machine = job.machine();
    Fragment fragment = FrrConversion.convert(config, name, job.site());
    return loaded(
        job,
        name,
        machine == null ? fragment : GuestDevices.attach(machine, fragment, GuestSystem.LINUX));
  }

  private static Loaded windows(Job job, byte[] bytes) {
    WindowsConfig config = WindowsParser.parse(job.shown(), bytes);
    String name = name(job, config.hostname());
    GuestAttachment machine = job.machine();
    if (machine == null) {
      return loaded(
          job, name, WindowsConversion.convert(config, name, job.site(), new LinkedHashMap<>()));
    }
    Map<String, List<InterfaceAddress>> leases =
        GuestDevices.leases(machine, GuestSystem.windows(WindowsConversion.distance(), 0));
    // R62: DHCP gives the default route on the primary interface, with that interface's metric.
    GuestSystem system =
        GuestSystem.windows(
            WindowsConversion.distance(), WindowsConversion.metricOfLease(config, leases));
    Fragment fragment = WindowsConversion.convert(config, name, job.site(), leases);
    return loaded(job, name, GuestDevices.attach(machine, fragment, system));
  }

  private static Loaded loaded(Job job, String name, Fragment fragment) {
    return new Loaded(name, Origin.line(job.shown(), 0), fragment);
  }

  /** The estate's word before the configuration's before the file's. */
  private static String name(Job job, @Nullable String hostname) {
    if (job.name() != null) {
      return job.name();
    }
    return hostname != null ? hostname : stem(job.file());
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
