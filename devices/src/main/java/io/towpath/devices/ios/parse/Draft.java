package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosNat;
import io.towpath.devices.ios.IosTrack;
import io.towpath.devices.ios.OspfProcess;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.StaticRoute;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.net.FindingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration while it is being read. Owned by one parse; not shared. */
final class Draft {

  final SourceLines lines;
  final PolicyDraft policies = new PolicyDraft();
  final CryptoDraft crypto = new CryptoDraft();
  final Map<String, VrfDraft> vrfs = new LinkedHashMap<>();
  final Map<String, List<InterfaceStatement>> interfaces = new LinkedHashMap<>();
  final Map<String, Integer> interfaceLines = new LinkedHashMap<>();
  final List<StaticRoute> staticRoutes = new ArrayList<>();
  final Map<Integer, OspfDraft> ospf = new LinkedHashMap<>();
  final List<IosNat.Static> natStatics = new ArrayList<>();
  final List<IosNat.Dynamic> natDynamics = new ArrayList<>();
  final Map<String, IosNat.Pool> natPools = new LinkedHashMap<>();
  final Map<Integer, IosTrack> tracks = new LinkedHashMap<>();
  final List<Integer> vlans = new ArrayList<>();
  final List<Remark> remarks = new ArrayList<>();
  final List<UnsupportedLine> unsupported = new ArrayList<>();
  @Nullable String hostname;
  boolean routing = true;
  @Nullable BgpDraft bgp;
  private @Nullable Mode opened;

  Draft(SourceLines lines) {
    this.lines = lines;
  }

  /** The line at hand opened a block of this mode. */
  void open(Mode mode) {
    opened = mode;
  }

  /** The mode that the line at hand opened, once; null if it opened none. */
  @Nullable Mode takeOpened() {
    Mode mode = opened;
    opened = null;
    return mode;
  }

  void unsupported(SourceLine line, Scope scope) {
    unsupported.add(new UnsupportedLine(line.number(), line.whole(), scope));
  }

  void remark(FindingKind kind, int line, String message, String fix, Scope scope) {
    remarks.add(new Remark(kind, line, message, fix, scope));
  }

  IosConfig build(String file) {
    Map<String, IosInterface> builtInterfaces = new LinkedHashMap<>();
    interfaces.forEach(
        (name, statements) ->
            builtInterfaces.put(
                name, new IosInterface(name, interfaceLines.getOrDefault(name, 0), statements)));
    Map<String, io.towpath.devices.ios.IosVrf> builtVrfs = new LinkedHashMap<>();
    vrfs.forEach((name, vrf) -> builtVrfs.put(name, vrf.build()));
    List<OspfProcess> builtOspf = new ArrayList<>();
    ospf.values().forEach(process -> builtOspf.add(process.build()));
    IosCrypto builtCrypto = crypto.build();
    IosConfig config =
        new IosConfig(
            file,
            hostname,
            routing,
            builtVrfs,
            builtInterfaces,
            staticRoutes,
            builtOspf,
            bgp == null ? null : bgp.build(),
            policies.build(),
            builtCrypto,
            new IosNat(natStatics, natDynamics, natPools),
            tracks,
            vlans,
            List.of(),
            unsupported);
    remarks.addAll(UndefinedNames.in(config));
    remarks.sort(
        Comparator.comparingInt(Remark::line).thenComparing(remark -> remark.kind().code()));
    return new IosConfig(
        file,
        config.hostname(),
        config.routing(),
        config.vrfs(),
        config.interfaces(),
        config.staticRoutes(),
        config.ospf(),
        config.bgp(),
        config.policies(),
        config.crypto(),
        config.nat(),
        config.tracks(),
        config.vlans(),
        remarks,
        config.unsupportedLines());
  }
}
