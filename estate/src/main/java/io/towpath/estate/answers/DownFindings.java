package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is configured and does not come up: one finding for each BGP session (TP5401), tunnel
 * (TP5402) and OSPF adjacency (TP5403), with its causes, at the place of its first end. An end that
 * nobody in the network answers is one too.
 *
 * <p>It is a warning, but only a remark where somebody shut an end down. What a failure holds down
 * is what was asked for and is left out, and so is the standby of a gateway while it sleeps.
 */
public final class DownFindings {
  static final FindingKind SESSION =
      FindingKind.warning(
          "TP5401",
          "BGP session that is not established",
          "Both ends are configured, or one of them is, and the session does not come up; the"
              + " message says why. Nothing is learned over it. A remark where somebody shut it"
              + " down.",
          "Mend what the message names at the end that it names.");

  static final FindingKind TUNNEL =
      FindingKind.warning(
          "TP5402",
          "Tunnel that is down",
          "A tunnel comes up if its packets arrive both ways and its parameters agree; the"
              + " message says what fails. A remark where somebody shut it down.",
          "Mend what the message names.");

  static final FindingKind ADJACENCY =
      FindingKind.warning(
          "TP5403",
          "OSPF adjacency that is down",
          "Two routers on one link run OSPF there and do not become neighbours; the message"
              + " says why.",
          "Make area, timers, network type and authentication of both ends agree.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL = List.of(SESSION, TUNNEL, ADJACENCY);

  private DownFindings() {}

  /** Findings of a solved network, sorted. */
  public static List<Finding> of(Solution solution) {
    Intended intended = new Intended(solution);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new DownSessions(solution, intended).findings());
    findings.addAll(new DownTunnels(solution, intended).findings());
    findings.addAll(new DownAdjacencies(solution, intended).findings());
    return findings.stream().sorted().toList();
  }

  /** A finding about something that is down; the first origin that is known is its place. */
  static Finding finding(
      FindingKind kind,
      boolean intended,
      String what,
      Collection<String> causes,
      List<Origin> origins,
      List<String> affects) {
    Origin origin =
        origins.stream().filter(o -> !o.equals(Origin.NONE)).findFirst().orElse(Origin.NONE);
    String message = what + ": " + String.join("; ", new LinkedHashSet<>(causes)) + ".";
    return (intended ? kind.with(Severity.INFO) : kind)
        .at(origin, message, "")
        .affecting(affects.stream().distinct().toList());
  }
}
