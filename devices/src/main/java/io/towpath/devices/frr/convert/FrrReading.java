package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrConfig;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Vrf;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the steps of one conversion share. For one thread. */
final class FrrReading {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  final FrrConfig config;
  final String node;
  final Fragment.Builder fragment = new Fragment.Builder();

  /** {@code frr defaults datacenter} instead of {@code traditional}. */
  final boolean datacenter;

  /**
   * {@code frr version} names one before 7.4, whose defaults FRR then keeps: no policy is required
   * of eBGP neighbours, and network statements do not wait for a route.
   */
  final boolean before74;

  FrrReading(FrrConfig config, String node) {
    this.config = config;
    this.node = node;
    boolean profile = false;
    boolean old = false;
    for (FrrLine line : config.lines()) {
      if (line.starts("frr", "defaults")) {
        profile = line.word(2).equals("datacenter");
      }
      if (line.starts("frr", "version")) {
        old = isBefore74(line.word(2));
      }
    }
    datacenter = profile;
    before74 = old;
  }

  private static boolean isBefore74(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major < 7 || major == 7 && Integer.parseInt(numbers.group(2)) < 4;
  }

  Origin origin(FrrLine line) {
    return Origin.line(config.file(), line.number());
  }

  /** Notes a line that is not understood or not modelled. */
  void unsupported(FrrLine line) {
    unsupported(line, new Scope.Router());
  }

  void unsupported(FrrLine line, Scope scope) {
    var remark = new UnsupportedLine(line.number(), line.text(), scope);
    fragment.unsupported.add(remark.on(config.file(), node));
  }

  void remark(FindingKind kind, FrrLine line, String message, String fix) {
    fragment.findings.add(
        new Remark(kind, line.number(), message, fix, new Scope.Router()).on(config.file(), node));
  }

  /**
   * Offers a line to a reader; if that does not know it, or finds a word that is no number or
   * address where FRR wants one, the line is unsupported.
   */
  void read(FrrLine line, Predicate<FrrLine> reader) {
    read(line, new Scope.Router(), reader);
  }

  void read(FrrLine line, Scope scope, Predicate<FrrLine> reader) {
    boolean known;
    try {
      known = reader.test(line);
    } catch (IllegalArgumentException _) {
      known = false;
    }
    if (!known) {
      unsupported(line, scope);
    }
  }

  /** The VRF behind the word {@code vrf} of a header. */
  static String vrf(FrrBlock block, int from) {
    int at = block.header().words().indexOf("vrf");
    return at >= from ? block.header().word(at + 1) : Vrf.DEFAULT;
  }
}
