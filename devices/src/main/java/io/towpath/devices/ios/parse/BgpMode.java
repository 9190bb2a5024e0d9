package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.NeighborStatement;
import io.towpath.devices.ios.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code router bgp ASN}, its address families and its templates. */
final class BgpMode implements Mode {

  private final Draft draft;
  private final BgpDraft bgp;
  private final BgpLines lines;

  private BgpMode(Draft draft, BgpDraft bgp) {
    this.draft = draft;
    this.bgp = bgp;
    this.lines = new BgpLines(draft, bgp.process);
  }

  static Outcome open(Draft draft, SourceLine line) {
    long asn = line.asn(2);
    if (asn < 0 || line.count() > 3) {
      return Outcome.UNSUPPORTED;
    }
    BgpDraft bgp = draft.bgp;
    if (bgp == null) {
      bgp = new BgpDraft(asn, line.number());
      draft.bgp = bgp;
    } else if (bgp.asn != asn) {
      // IOS-XE runs one BGP process and refuses a second AS number.
      draft.open(
          new RefusedMode(
              new BgpMode(draft, new BgpDraft(asn, line.number())), new Scope.Router()));
      return Outcome.UNSUPPORTED;
    }
    draft.open(new BgpMode(draft, bgp));
    return Outcome.UNDERSTOOD;
  }

  @Override
  public Scope scope() {
    return new Scope.Router();
  }

  @Override
  public Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "address-family" -> openFamily(line);
      case "template" -> openTemplate(line);
      default -> lines.accept(line);
    };
  }

  private Outcome openFamily(SourceLine line) {
    int at = line.is(2, "unicast") ? 3 : 2;
    boolean inVrf = line.is(at, "vrf") && line.count() > at + 1;
    String vrf = inVrf ? line.name(at + 1) : null;
    Scope scope = new Scope.OfVrf(vrf == null ? "default" : vrf);
    if (line.negated() || !line.is(1, "ipv4") || line.count() > at && !inVrf) {
      draft.open(
          new RefusedMode(
              new Family(new BgpLines(draft, new BgpDraft.SectionDraft()), new Scope.Router()),
              new Scope.Router()));
      return Outcome.of(line.negated());
    }
    draft.open(new Family(new BgpLines(draft, bgp.family(vrf, line.number())), scope));
    return Outcome.UNDERSTOOD;
  }

  private Outcome openTemplate(SourceLine line) {
    boolean session = line.is(1, "peer-session");
    if (line.negated() || line.count() < 3 || !session && !line.is(1, "peer-policy")) {
      return Outcome.UNSUPPORTED;
    }
    Map<String, List<NeighborStatement>> templates =
        session ? bgp.sessionTemplateLines : bgp.policyTemplateLines;
    String name = line.name(2);
    bgp.templateLines.putIfAbsent(line.keyword(1) + " " + name, line.number());
    draft.open(new Template(templates.computeIfAbsent(name, _ -> new ArrayList<>())));
    return Outcome.UNDERSTOOD;
  }

  /** An address family. */
  private record Family(BgpLines lines, Scope scope) implements Mode {
    @Override
    public Outcome accept(SourceLine line) {
      return lines.accept(line);
    }
  }

  /** A peer template, whose lines lack the words {@code neighbor ADDRESS}. */
  private record Template(List<NeighborStatement> statements) implements Mode {
    @Override
    public Outcome accept(SourceLine line) {
      if (!NeighborLines.knows(line.keyword(0))) {
        return Outcome.UNKNOWN;
      }
      @Nullable NeighborStatement statement = NeighborLines.read(line, 0);
      if (statement != null) {
        statements.add(statement);
      }
      return Outcome.of(statement != null || NeighborLines.isHarmless(line.keyword(0)));
    }

    @Override
    public Scope scope() {
      return new Scope.Router();
    }
  }
}
