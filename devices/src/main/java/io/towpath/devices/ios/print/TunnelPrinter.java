package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.network.Interface;
import io.towpath.network.TunnelEnd;

/** What a tunnel interface says about its tunnel; IKE and IPsec are {@link CryptoPrinter}'s. */
final class TunnelPrinter {
  private final IosPrinting printing;
  private final CryptoPrinter crypto;

  TunnelPrinter(IosPrinting printing) {
    this.printing = printing;
    this.crypto = new CryptoPrinter(printing);
  }

  void print(Interface iface, Block block) {
    for (TunnelEnd end : printing.node.tunnels()) {
      if (end.iface().equals(iface.name())) {
        print(end, block);
      }
    }
  }

  private void print(TunnelEnd end, Block block) {
    String mode =
        switch (end.kind()) {
          case IPSEC -> "ipsec ipv4";
          case GRE, GRE_IPSEC -> "gre ip";
          case VXLAN, POINT_TO_SITE -> null;
        };
    if (mode == null) {
      printing.notes.absent(
          end.origin(), "tunnel " + end.name() + " of kind " + end.kind(), "Routers have none.");
      return;
    }
    block.line("tunnel source " + end.local());
    block.line("tunnel mode " + mode);
    block.line("tunnel destination " + (end.remote() == null ? "dynamic" : end.remote()));
    if (!IosWords.inVrf("", end.underlayVrf()).isEmpty()) {
      block.line("tunnel vrf " + end.underlayVrf());
    }
    if (end.crypto() != null) {
      block.line("tunnel protection ipsec profile " + crypto.profile(end, end.crypto()));
    }
    if (!end.selectors().isEmpty()) {
      printing.notes.absent(
          end.origin(),
          "traffic selectors of tunnel " + end.name(),
          "A tunnel interface takes every packet.");
    }
  }
}
