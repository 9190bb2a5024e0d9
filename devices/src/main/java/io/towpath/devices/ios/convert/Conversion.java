package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Vrf;
import org.jspecify.annotations.Nullable;

/** What all parts of one conversion share. Owned by one conversion; not shared. */
final class Conversion {

  final IosConfig config;
  final String node;
  final Fragment.Builder fragment = new Fragment.Builder();

  Conversion(IosConfig config, String node) {
    this.config = config;
    this.node = node;
  }

  Origin origin(int line) {
    return Origin.line(config.file(), line);
  }

  /** True if the VRF can be used: the global table (null) or a defined one. */
  boolean isDefined(@Nullable String vrf) {
    return vrf == null || config.vrfs().containsKey(vrf);
  }

  /** Name of a VRF in the network. IOS-XE ignores a statement that names an undefined one. */
  String vrfName(@Nullable String vrf) {
    return vrf != null && config.vrfs().containsKey(vrf) ? vrf : Vrf.DEFAULT;
  }

  void remark(FindingKind kind, int line, String message, String fix, Scope scope) {
    fragment.findings.add(new Remark(kind, line, message, fix, scope).on(config.file(), node));
  }

  /** Notes a statement whose words are understood and whose meaning is not modelled. */
  void unsupported(int line, String text, Scope scope) {
    fragment.unsupported.add(new UnsupportedLine(line, text, scope).on(config.file(), node));
  }
}
