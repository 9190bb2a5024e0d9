package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.Scope;
import org.jspecify.annotations.Nullable;

/** {@code ip access-list standard|extended NAME}, and the older {@code access-list N …}. */
final class AccessListMode implements Mode {

  private final PolicyDraft.ListDraft<IosAccessList.Entry> list;

  private AccessListMode(PolicyDraft.ListDraft<IosAccessList.Entry> list) {
    this.list = list;
  }

  static Outcome open(Draft draft, SourceLine line) {
    boolean extended = line.is(2, "extended");
    if (!extended && !line.is(2, "standard")) {
      return Outcome.of(
          line.is(2, "resequence") || line.is(2, "log-update") || line.is(2, "logging"));
    }
    if (line.negated() || line.count() < 4) {
      return Outcome.UNSUPPORTED;
    }
    draft.open(
        new AccessListMode(
            PolicyDraft.list(draft.policies.accessLists, line.name(3), line.number(), extended)));
    return Outcome.UNDERSTOOD;
  }

  /** One line of a numbered list. */
  static Outcome numbered(Draft draft, SourceLine line) {
    int number = line.number(1, 1, 2699);
    // 1–99 and 1300–1999 are standard, 100–199 and 2000–2699 extended; the rest is not IP.
    boolean standard = number > 0 && (number < 100 || number >= 1300 && number < 2000);
    boolean extended = number >= 100 && number < 200 || number >= 2000;
    if (line.negated() || !standard && !extended) {
      return Outcome.UNSUPPORTED;
    }
    PolicyDraft.ListDraft<IosAccessList.Entry> list =
        PolicyDraft.list(draft.policies.accessLists, line.word(1), line.number(), extended);
    return line.is(2, "remark") ? Outcome.UNDERSTOOD : add(list, line, 2, list.nextSequence(10));
  }

  @Override
  public Scope scope() {
    return new Scope.Router();
  }

  @Override
  public Outcome accept(SourceLine line) {
    long sequence = line.number(0);
    int at = sequence >= 0 ? 1 : 0;
    return switch (line.keyword(at)) {
      case "remark" -> Outcome.UNDERSTOOD;
      case "permit", "deny" ->
          line.negated()
              ? Outcome.UNSUPPORTED
              : add(list, line, at, sequence >= 0 ? sequence : list.nextSequence(10));
      // Reflexive entries depend on earlier traffic.
      case "evaluate", "dynamic" -> Outcome.UNSUPPORTED;
      default -> Outcome.UNKNOWN;
    };
  }

  private static Outcome add(
      PolicyDraft.ListDraft<IosAccessList.Entry> list, SourceLine line, int at, long sequence) {
    IosAccessList.@Nullable Entry entry = new AccessListEntry(line, at, sequence).read(list.flag);
    if (entry == null) {
      return Outcome.UNSUPPORTED;
    }
    list.put(sequence, entry);
    return Outcome.UNDERSTOOD;
  }
}
