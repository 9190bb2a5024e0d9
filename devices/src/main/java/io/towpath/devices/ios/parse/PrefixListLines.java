package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosPolicies.PrefixEntry;
import io.towpath.net.Prefix;

/** {@code ip prefix-list NAME [seq N] permit|deny PREFIX [ge G] [le L]}. */
final class PrefixListLines {

  private PrefixListLines() {}

  static Outcome read(Draft draft, SourceLine line) {
    if (line.is(2, "sequence-number")) {
      return Outcome.UNDERSTOOD;
    }
    int at = 3;
    while (at < line.count() && !endsName(line, at)) {
      at++;
    }
    if (line.negated() || at >= line.count()) {
      return Outcome.UNSUPPORTED;
    }
    String name = line.name(2, at);
    PolicyDraft.ListDraft<PrefixEntry> list =
        PolicyDraft.list(draft.policies.prefixLists, name, line.number(), false);
    if (line.is(at, "description")) {
      return Outcome.UNDERSTOOD;
    }
    // Without a number, IOS-XE takes five more than the highest.
    long sequence = list.nextSequence(5);
    if (line.is(at, "seq")) {
      sequence = line.number(at + 1);
      at += 2;
    }
    boolean permit = line.is(at, "permit");
    Prefix prefix = line.slashPrefix(at + 1);
    if (sequence < 0 || !permit && !line.is(at, "deny") || prefix == null) {
      return Outcome.UNSUPPORTED;
    }
    return add(list, line, at + 2, sequence, permit, prefix);
  }

  private static boolean endsName(SourceLine line, int at) {
    return line.is(at, "description")
        || line.is(at, "seq") && line.number(at + 1) >= 0
        || (line.is(at, "permit") || line.is(at, "deny")) && line.slashPrefix(at + 1) != null;
  }

  private static Outcome add(
      PolicyDraft.ListDraft<PrefixEntry> list,
      SourceLine line,
      int from,
      long sequence,
      boolean permit,
      Prefix prefix) {
    int ge = -1;
    int le = -1;
    for (int i = from; i < line.count(); i += 2) {
      int length = line.number(i + 1, prefix.length(), 32);
      if (length < 0 || !line.is(i, "ge") && !line.is(i, "le")) {
        return Outcome.UNSUPPORTED;
      }
      if (line.is(i, "ge")) {
        ge = length;
      } else {
        le = length;
      }
    }
    // "ge" alone reaches to /32; "le" alone begins at the prefix's own length.
    int shortest = ge >= 0 ? ge : prefix.length();
    int longest = le >= 0 ? le : ge >= 0 ? 32 : prefix.length();
    if (shortest > longest) {
      return Outcome.UNSUPPORTED;
    }
    list.put(sequence, new PrefixEntry(line.number(), sequence, permit, prefix, shortest, longest));
    return Outcome.UNDERSTOOD;
  }
}
