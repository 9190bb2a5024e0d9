package io.towpath.estate.file;

import io.towpath.azure.Profile;
import io.towpath.azure.access.Principal;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.estate.file.EstateFile.CableEntry;
import io.towpath.estate.file.EstateFile.DeviceSource;
import io.towpath.estate.file.EstateFile.HostEntry;
import io.towpath.estate.file.EstateFile.LatencyEntry;
import io.towpath.estate.file.EstateFile.OutsideEntry;
import io.towpath.estate.file.EstateFile.PinEntry;
import io.towpath.estate.file.EstateFile.ResourceSource;
import io.towpath.net.Asn;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.Members;
import io.towpath.net.document.YamlReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code estate.yaml}. Every mistake is a finding with line and column; all of them are
 * reported together.
 */
public final class EstateFileReader {
  private static final String FILE_NAME = "estate.yaml";
  private static final List<String> DIALECTS = List.of("ios-xe", "frr", "windows");
  private static final String DHCP = "dhcp";
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(us|ms|s)");

  private final List<Finding> findings = new ArrayList<>();
  private final Path path;
  private final String shown;

  private EstateFileReader(Path path) {
    this.path = path;
    this.shown = path.toString();
  }

  /**
   * Reads an estate's file.
   *
   * @param estate the folder or the file itself
   * @throws InvalidInputException with every finding if the file is missing or wrong
   */
  public static EstateFile read(Path estate) {
    Path file = Files.isDirectory(estate) ? estate.resolve(FILE_NAME) : estate;
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          Finding.error(
              "TP1101",
              Origin.line(file.toString(), 0),
              "There is no estate at \"" + estate + "\": the file " + file + " does not exist.",
              "Name a folder that holds an estate.yaml, or the file itself."));
    }
    return new EstateFileReader(file).read();
  }

  private EstateFile read() {
    Members root = Members.of(YamlReader.read(path, shown, YamlReader.DEFAULT_MAX_BYTES), "");
    findings.addAll(
        root.unknown(
            List.of(
                "towpath",
                "name",
                "profile",
                "azure",
                "devices",
                "nat",
                "hosts",
                "outside",
                "cables",
                "latency",
                "assigned",
                "guests",
                "principals",
                "pins",
                "failures",
                "expect")));
    guarded(() -> checkVersion(root));
    List<CableEntry> cables = new ArrayList<>();
    boolean[] auto = {false};
    guarded(() -> auto[0] = readCables(root, cables));
    EstateFile file =
        new EstateFile(
            path,
            root.optionalText("name").orElseGet(this::folderName),
            profile(root),
            each(root, "azure", this::resourceSource),
            each(root, "devices", this::deviceSource),
            each(root, "nat", new NatReader(findings)::read),
            either(root, m -> m.has("p2s") ? List.of() : List.of(host(m))),
            either(root, m -> m.has("p2s") ? List.of(client(m)) : List.of()),
            each(root, "outside", this::outside),
            auto[0],
            cables,
            each(root, "latency", this::latency),
            new AssignedAddresses(each(root, "assigned", this::assigned)),
            new GuestSettings(each(root, "guests", new GuestReader(findings)::read)),
            each(root, "principals", this::principal),
            each(root, "pins", this::pin),
            failures(root),
            each(root, "expect", m -> new ExpectationReader(findings).read(m)));
    if (!findings.isEmpty()) {
      throw new InvalidInputException(findings.stream().sorted().toList());
    }
    return file;
  }

  private String folderName() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    Path name = parent == null ? null : parent.getFileName();
    return name == null ? "estate" : name.toString();
  }

  private static void checkVersion(Members root) {
    long version = root.integer("towpath");
    if (version != 1) {
      throw root.invalid(
          "towpath",
          "the format version is " + version + ", but this Towpath reads version 1",
          "Write towpath: 1, or use a newer Towpath.");
    }
  }

  private void guarded(Runnable reader) {
    try {
      reader.run();
    } catch (InvalidInputException e) {
      findings.addAll(e.findings());
    }
  }

  private interface EntryReader<T> {
    T read(Members members);
  }

  private <T> List<T> each(Members root, String name, EntryReader<T> reader) {
    List<T> entries = new ArrayList<>();
    guarded(() -> root.forEach(name, findings::add, members -> entries.add(reader.read(members))));
    return entries;
  }

  private Profile profile(Members root) {
    String word = root.optionalText("profile").orElse("current");
    return switch (word) {
      case "current" -> Profile.CURRENT;
      case "seed-era" -> Profile.SEED_ERA;
      default -> {
        findings.addAll(
            root.invalid("profile", "\"" + word + "\" is no profile", "Write current or seed-era.")
                .findings());
        yield Profile.CURRENT;
      }
    };
  }

  private ResourceSource resourceSource(Members m) {
    findings.addAll(
        m.unknown(List.of("resources", "serviceTags", "stamp", "subscription", "resourceGroup")));
    if (!m.has("serviceTags")) {
      m.required("resources"); // throws: missing
    }
    return new ResourceSource(
        patterns(m, "resources"),
        patterns(m, "serviceTags"),
        m.optionalText("stamp").orElse(null),
        m.optionalText("subscription").orElse(null),
        m.optionalText("resourceGroup").orElse(null),
        m.originOf(m.has("resources") ? "resources" : "serviceTags"));
  }

  /** One pattern or a list of them; none if absent. */
  private static List<String> patterns(Members m, String name) {
    return m.value(name)
        .map(
            value ->
                value instanceof DocumentValue.ArrayValue ? m.texts(name) : List.of(m.text(name)))
        .orElse(List.of());
  }

  private DeviceSource deviceSource(Members m) {
    findings.addAll(m.unknown(List.of("name", "vm", "config", "folder", "dialect", "site")));
    if (m.has("config") == m.has("folder")) {
      throw m.invalid(
          m.has("config") ? "folder" : "config",
          "a device needs either config or folder",
          "Write config: FILE for one device, or folder: FOLDER for all files in it.");
    }
    if (m.has("folder") && m.has("name")) {
      throw m.invalid(
          "name",
          "a folder has no name: its devices are called by their hostnames",
          "Remove name.");
    }
    for (String word : List.of("name", "folder")) {
      if (m.has("vm") && m.has(word)) {
        throw m.invalid(
            word,
            "the guest of a virtual machine has one configuration and the machine's name",
            "Remove " + word + ".");
      }
    }
    String dialect = m.text("dialect");
    if (!DIALECTS.contains(dialect)) {
      throw m.invalid(
          "dialect",
          "the dialect \"" + dialect + "\" is not known",
          "Write ios-xe, frr or windows.");
    }
    return new DeviceSource(
        m.optionalText("name").orElse(null),
        m.optionalText("vm").orElse(null),
        m.optionalText("config").orElse(null),
        m.optionalText("folder").orElse(null),
        dialect,
        m.optionalText("site").orElse(null),
        m.origin());
  }

  /** Hosts on a subnet and clients of a gateway stand in one list. */
  private <T> List<T> either(Members root, EntryReader<List<T>> reader) {
    return each(root, "hosts", reader).stream().flatMap(List::stream).toList();
  }

  private PointToSiteClient client(Members m) {
    findings.addAll(m.unknown(List.of("name", "p2s", "address", "routes", "os")));
    return new PointToSiteClient(
        m.text("name"),
        m.text("p2s"),
        m.optionalParsed("address", IpAddress::parse).orElse(null),
        isWindows(m),
        m.parsedList("routes", Prefix::parse),
        m.origin());
  }

  private static boolean isWindows(Members m) {
    String os = m.optionalText("os").orElse("windows");
    if (!os.equals("windows") && !os.equals("linux")) {
      throw m.invalid("os", "\"" + os + "\" is not known", "Write windows or linux.");
    }
    return os.equals("windows");
  }

  private HostEntry host(Members m) {
    findings.addAll(m.unknown(List.of("name", "address", "gateway", "on", "os", "firewall")));
    String text = m.text("address");
    boolean asks = text.equals(DHCP);
    if (asks && m.has("gateway")) {
      throw m.invalid("gateway", "the gateway comes with the address by DHCP", "Remove gateway.");
    }
    IpAddress address =
        asks
            ? null
            : m.parsed(
                "address",
                value -> {
                  if (value.indexOf('/') < 0) {
                    throw new IllegalArgumentException(
                        "\"" + value + "\" lacks the length of its subnet");
                  }
                  Prefix.parse(value);
                  return IpAddress.parse(value.substring(0, value.indexOf('/')));
                });
    return new HostEntry(
        m.text("name"),
        address,
        asks ? 0 : Prefix.parse(text).length(),
        m.optionalParsed("gateway", IpAddress::parse).orElse(null),
        m.text("on"),
        isWindows(m),
        new GuestReader(findings).firewall(m),
        m.origin());
  }

  private OutsideEntry outside(Members m) {
    findings.addAll(m.unknown(List.of("at", "asn", "announces")));
    return new OutsideEntry(
        m.text("at"),
        m.parsed("asn", Asn::parse),
        m.parsedList("announces", Prefix::parse),
        m.origin());
  }

  private boolean readCables(Members root, List<CableEntry> cables) {
    if (!root.has("cables")) {
      return false;
    }
    if (root.required("cables") instanceof StringValue(String text, Origin o)) {
      if (text.equals("auto")) {
        return true;
      }
      throw root.invalid("cables", "\"" + text + "\" is not known", "Write auto, or a list.");
    }
    boolean auto = false;
    int index = 0;
    for (DocumentValue item : root.list("cables")) {
      String at = "cables[" + index++ + "]";
      if (item instanceof StringValue(String text, Origin o) && text.equals("auto")) {
        auto = true;
        continue;
      }
      guarded(() -> cables.add(cable(Members.of(item, at))));
    }
    return auto;
  }

  private CableEntry cable(Members m) {
    findings.addAll(m.unknown(List.of("from", "to", "latency")));
    return new CableEntry(
        m.text("from"),
        m.text("to"),
        m.optionalParsed("latency", EstateFileReader::duration).orElse(null),
        m.origin());
  }

  private LatencyEntry latency(Members m) {
    findings.addAll(m.unknown(List.of("between", "oneWay")));
    List<String> places = m.texts("between");
    if (places.size() != 2) {
      throw m.invalid("between", "a latency lies between two places", "Write between: [A, B].");
    }
    return new LatencyEntry(
        places.get(0), places.get(1), m.parsed("oneWay", EstateFileReader::duration), m.origin());
  }

  private AssignedAddresses.Entry assigned(Members m) {
    findings.addAll(
        m.unknown(List.of("gateway", "serving", "circuit", "primary", "secondary", "instances")));
    String gateway = m.text("gateway");
    if (m.has("serving")) {
      return new AssignedAddresses.Serving(
          gateway, m.parsed("serving", IpAddress::parse), m.origin());
    }
    if (m.has("circuit")) {
      return new AssignedAddresses.EdgeEndpoints(
          gateway,
          m.text("circuit"),
          m.parsed("primary", IpAddress::parse),
          m.parsed("secondary", IpAddress::parse),
          m.origin());
    }
    if (m.has("instances")) {
      return new AssignedAddresses.Instances(
          gateway, m.parsedList("instances", IpAddress::parse), m.origin());
    }
    throw m.invalid(
        "gateway", "an assigned address needs serving, circuit or instances", "Add one of them.");
  }

  private Principal principal(Members m) {
    findings.addAll(m.unknown(List.of("name", "id", "tenant", "memberOf")));
    return new Principal(
        m.text("name"),
        m.optionalText("id").orElse(""),
        m.optionalText("tenant").orElse(""),
        m.texts("memberOf"),
        m.origin());
  }

  private PinEntry pin(Members m) {
    findings.addAll(m.unknown(List.of("from", "to", "via")));
    return new PinEntry(m.text("from"), m.text("to"), m.text("via"), m.origin());
  }

  private Map<String, FailureSpec> failures(Members root) {
    Map<String, FailureSpec> failures = new LinkedHashMap<>();
    guarded(
        () -> {
          if (root.value("failures").orElse(null) instanceof ObjectValue object) {
            for (DocumentValue.Member member : object.members().values()) {
              guarded(
                  () ->
                      failures.put(
                          member.key(),
                          FailureReader.read(member.value(), "failures." + member.key())));
            }
          } else if (root.has("failures")) {
            root.object("failures");
          }
        });
    return failures;
  }

  /**
   * Reads a duration with a unit: {@code 300us}, {@code 0.1ms}, {@code 2s}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration with its unit, such as 0.3ms");
    }
    int decimalsOfUnit =
        switch (parts.group(2)) {
          case "us" -> 3;
          case "ms" -> 6;
          default -> 9;
        };
    return Duration.ofNanos(
        new BigDecimal(parts.group(1)).movePointRight(decimalsOfUnit).longValue());
  }
}
