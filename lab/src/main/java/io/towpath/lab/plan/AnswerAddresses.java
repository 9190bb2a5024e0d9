package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The address with which a router says that a TTL is spent: the primary one of the interface where
 * the packet came in, or the one that this interface borrows, as IOS-XE does. Linux prefers a
 * secondary address in the sender's subnet, and where the interface has none takes that of any
 * other. So such packets are marked, their answers have the mark, and it becomes the address.
 */
final class AnswerAddresses {
  private static final int FIRST_MARK = 0x7600;

  private AnswerAddresses() {}

  static void addTo(
      LabDraft draft, Node node, LabDraft.SpaceDraft space, List<Interface> interfaces) {
    SortedMap<String, IpAddress> addresses = new TreeMap<>();
    for (Interface iface : interfaces) {
      IpAddress address = addressIfNotTheKernels(node, iface);
      // The mark of an interface that sends no unreachables is taken.
      if (address != null && iface.sendsUnreachables()) {
        addresses.put(draft.names().iface(new InterfaceRef(node.name(), iface.name())), address);
      }
    }
    if (!addresses.isEmpty() && node.forwards()) {
      space.sysctl("net.ipv4.fwmark_reflect", "1");
      space.ruleset("answers", rules(addresses));
    }
  }

  private static @Nullable IpAddress addressIfNotTheKernels(Node node, Interface iface) {
    String lender = iface.unnumbered();
    if (lender != null && iface.addresses().isEmpty()) {
      Interface lending = node.findInterface(lender);
      return lending == null ? null : lending.primaryAddress();
    }
    return iface.addresses().size() > 1 ? iface.primaryAddress() : null;
  }

  /** The ruleset for addresses by the Linux name of an interface. */
  static String rules(SortedMap<String, IpAddress> addresses) {
    StringJoiner marks = new StringJoiner("\n");
    StringJoiner answers = new StringJoiner("\n");
    int mark = FIRST_MARK;
    for (var entry : addresses.entrySet()) {
      String hex = "0x" + Integer.toHexString(mark++);
      marks.add("    iifname \"%s\" meta mark set %s".formatted(entry.getKey(), hex));
      answers.add(
          "    icmp type time-exceeded meta mark %s ip saddr set %s"
              .formatted(hex, entry.getValue()));
    }
    return """
    table ip answers {
      chain before {
        type filter hook prerouting priority -290; policy accept;
    %s
      }
      chain answers {
        type filter hook output priority mangle; policy accept;
    %s
      }
    }
    """
        .formatted(marks, answers);
  }
}
