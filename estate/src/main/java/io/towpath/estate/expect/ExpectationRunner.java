package io.towpath.estate.expect;

import io.towpath.azure.answers.NetworkWatcher;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.file.Expectation;
import io.towpath.estate.file.Expectation.IpFlowExpectation;
import io.towpath.estate.file.Expectation.NextHopExpectation;
import io.towpath.estate.file.Expectation.PingExpectation;
import io.towpath.estate.file.Expectation.StateExpectation;
import io.towpath.estate.file.Expectation.TableExpectation;
import io.towpath.estate.file.Expectation.TraceExpectation;
import io.towpath.estate.load.Estate;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs the expectations of an estate against its predictions. */
public final class ExpectationRunner {
  private final Estate estate;
  private final FailureNames failures;

  /** A runner for an estate. */
  public ExpectationRunner(Estate estate) {
    this.estate = estate;
    this.failures = new FailureNames(estate);
  }

  /**
   * Runs one expectation. One that names what does not exist is not asked, so that the rest still
   * runs.
   */
  public Outcome run(Expectation expectation) {
    try {
      Answers answers = new Answers(estate, failures.solve(expectation.failures()));
      return new Outcome(
          expectation,
          switch (expectation) {
            case TraceExpectation trace -> trace(answers, trace);
            case PingExpectation ping -> ping(answers, ping);
            case TableExpectation table -> table(answers, table);
            case StateExpectation state -> state(answers, state);
            case NextHopExpectation nextHop -> nextHop(answers, nextHop);
            case IpFlowExpectation flow -> ipFlow(answers, flow);
            case Expectation.LeaseExpectation lease -> lease(answers, lease);
            case Expectation.AccessExpectation access -> PolicyChecks.access(estate, access);
            case Expectation.PeeringsExpectation peerings ->
                PolicyChecks.peerings(estate, peerings);
            case Expectation.IsolationExpectation isolation ->
                PolicyChecks.isolation(answers, isolation);
            case Expectation.FindingExpectation finding -> finding(finding.code());
          },
          true);
    } catch (InvalidInputException e) {
      return new Outcome(
          expectation,
          e.findings().stream().map(finding -> finding.code() + ": " + sentence(finding)).toList(),
          false);
    }
  }

  private static String sentence(Finding finding) {
    return finding.message() + (finding.fix().isEmpty() ? "" : " " + finding.fix());
  }

  private static List<String> trace(Answers answers, TraceExpectation wanted) {
    boolean reasons = !wanted.segments().isEmpty();
    Trace trace = answers.trace(wanted.from(), wanted.to(), wanted.tcp(), reasons, wanted.origin());
    List<String> mismatches = new ArrayList<>();
    trace.findings().forEach(finding -> mismatches.add(sentence(finding)));
    if (wanted.verdict() != null && !wanted.verdict().equals(trace.verdict().word())) {
      mismatches.add(
          "verdict is "
              + trace.verdict().word()
              + " at "
              + trace.forward().end()
              + ", expected "
              + wanted.verdict());
    }
    if (wanted.answered() != null && wanted.answered() != trace.answered()) {
      mismatches.add(trace.answered() ? "it is answered" : "it is not answered");
    }
    IpAddress source = trace.forward().last().source();
    if (wanted.arrivesFrom() != null && !wanted.arrivesFrom().equals(source)) {
      mismatches.add("it arrives from " + source + ", expected " + wanted.arrivesFrom());
    }
    List<String> crossed = answers.crossed(trace.forward());
    if (!crosses(crossed, wanted.through())) {
      mismatches.add("the way is " + crossed + ", expected through " + wanted.through());
    }
    List<@Nullable IpAddress> hops = wanted.hops();
    if (hops != null) {
      List<@Nullable IpAddress> found = new ArrayList<>();
      trace.hops().forEach(hop -> found.add(hop.address()));
      if (!hops.equals(found)) {
        mismatches.add("hops are " + text(found) + ", expected " + text(hops));
      } else {
        roundTrips(trace, wanted, mismatches);
      }
    }
    mismatches.addAll(
        PolicyChecks.segments(trace.forward(), answers.solution().topology(), wanted));
    return mismatches;
  }

  /** True if places stand in the way in their order, perhaps with others between them. */
  private static boolean crosses(List<String> way, List<String> places) {
    int next = 0;
    for (String crossed : way) {
      if (next < places.size() && isAt(crossed, places.get(next))) {
        next++;
      }
    }
    return next == places.size();
  }

  /** A gateway or circuit is met by one of its instances or links, a device by an interface. */
  private static boolean isAt(String crossed, String place) {
    return crossed.equals(place)
        || crossed.startsWith(place + ":")
        || crossed.startsWith(place + "/");
  }

  private static List<String> lease(Answers answers, Expectation.LeaseExpectation wanted) {
    Answers.LeaseAnswer lease = answers.lease(wanted.host(), wanted.origin());
    List<String> mismatches = new ArrayList<>();
    if (lease == null) {
      return wanted.none() ? mismatches : List.of("nobody gave it an address");
    }
    if (wanted.none()) {
      return List.of(lease.server() + " gave it " + lease.address());
    }
    different("the address", lease.address(), wanted.address(), mismatches);
    different("it comes from", lease.server(), wanted.from(), mismatches);
    different("the router", lease.router(), wanted.router(), mismatches);
    different("the name servers", lease.dnsServers(), wanted.dnsServers(), mismatches);
    return mismatches;
  }

  private static void different(
      String what, @Nullable Object found, @Nullable Object wanted, List<String> mismatches) {
    if (wanted != null && !wanted.equals(found)) {
      mismatches.add(what + " is " + found + ", expected " + wanted);
    }
  }

  private static void roundTrips(Trace trace, TraceExpectation wanted, List<String> mismatches) {
    List<@Nullable BigDecimal> expected = wanted.rtt();
    if (expected == null) {
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      BigDecimal millis = expected.get(i);
      if (millis == null) {
        continue;
      }
      Duration rtt = trace.hops().get(i).rtt();
      Duration target = Duration.ofNanos(millis.movePointRight(6).longValue());
      if (rtt == null || rtt.minus(target).abs().compareTo(wanted.within()) > 0) {
        mismatches.add(
            "round trip of hop "
                + (i + 1)
                + " is "
                + (rtt == null ? "unknown" : millis(rtt))
                + ", expected "
                + millis
                + " ms");
      }
    }
  }

  private static String millis(Duration rtt) {
    return BigDecimal.valueOf(rtt.toNanos(), 6).stripTrailingZeros().toPlainString() + " ms";
  }

  private static String text(List<@Nullable IpAddress> hops) {
    List<String> words = new ArrayList<>();
    for (IpAddress hop : hops) {
      words.add(hop == null ? "*" : hop.toString());
    }
    return words.toString();
  }

  private static List<String> ping(Answers answers, PingExpectation wanted) {
    Trace trace = answers.trace(wanted.from(), wanted.to(), 0, wanted.origin());
    if (trace.answered() == wanted.reached()) {
      String answerer = wanted.answeredBy();
      if (answerer != null && !answerer.equals(trace.answeredBy())) {
        return List.of("it is answered by " + trace.answeredBy() + ", expected " + answerer);
      }
      Integer ttl = wanted.ttl() == null ? null : answers.replyTtl(trace);
      return ttl == null || ttl.equals(wanted.ttl())
          ? List.of()
          : List.of("the reply arrives with TTL " + ttl + ", expected " + wanted.ttl());
    }
    return List.of(
        trace.answered()
            ? "it is answered by " + trace.answeredBy()
            : "it is lost: " + trace.verdict().text() + " at " + trace.forward().end());
  }

  private static List<String> table(Answers answers, TableExpectation wanted) {
    Table table =
        switch (wanted.kind()) {
          case ROUTES -> answers.routes(wanted.where(), wanted.origin());
          case BGP -> answers.bgp(wanted.where(), wanted.view(), wanted.peer(), wanted.origin());
          case BGP_PEERS -> answers.bgpPeers(wanted.where(), wanted.origin());
          case CIRCUIT -> answers.circuitRoutes(wanted.where(), wanted.origin());
        };
    return RowMatching.compare(table, wanted);
  }

  private List<String> finding(String code) {
    boolean found =
        estate.base().network().findings().stream()
            .anyMatch(finding -> finding.code().equals(code));
    return found ? List.of() : List.of("nothing of the estate has that code");
  }

  private static List<String> nextHop(Answers answers, NextHopExpectation wanted) {
    NetworkWatcher.NextHopAnswer answer =
        answers.nextHop(wanted.from(), wanted.to(), wanted.origin());
    List<String> mismatches = new ArrayList<>();
    if (wanted.type() != null && !wanted.type().equals(answer.nextHopType())) {
      mismatches.add(
          "the next hop type is " + answer.nextHopType() + ", expected " + wanted.type());
    }
    if (wanted.addresses() != null
        && !new TreeSet<>(wanted.addresses()).equals(new TreeSet<>(answer.nextHopIpAddresses()))) {
      mismatches.add(
          "the next hop is " + answer.nextHopIpAddresses() + ", expected " + wanted.addresses());
    }
    if (wanted.routeTable() != null && !wanted.routeTable().equals(answer.routeTable())) {
      mismatches.add(
          "the route table is " + answer.routeTable() + ", expected " + wanted.routeTable());
    }
    return mismatches;
  }

  private static List<String> ipFlow(Answers answers, IpFlowExpectation wanted) {
    PacketHeader header =
        wanted.inbound()
            ? packet(wanted, wanted.remote(), wanted.local())
            : packet(wanted, wanted.local(), wanted.remote());
    NetworkWatcher.IpFlowAnswer answer =
        answers.ipFlow(wanted.at(), wanted.inbound(), header, wanted.origin());
    List<String> mismatches = new ArrayList<>();
    if (!answer.access().equals(wanted.access())) {
      mismatches.add(
          "access is "
              + answer.access()
              + " by "
              + answer.ruleName()
              + ", expected "
              + wanted.access());
    } else if (wanted.rule() != null && !wanted.rule().equals(answer.ruleName())) {
      mismatches.add("the rule is " + answer.ruleName() + ", expected " + wanted.rule());
    }
    return mismatches;
  }

  private static PacketHeader packet(
      IpFlowExpectation wanted, Expectation.Endpoint from, Expectation.Endpoint to) {
    return new PacketHeader(
        from.address(), to.address(), wanted.protocol(), from.port(), to.port());
  }

  private static List<String> state(Answers answers, StateExpectation wanted) {
    Answers.State state =
        wanted.isTunnel()
            ? answers.tunnel(wanted.a(), wanted.origin())
            : answers.session(wanted.a(), wanted.b() == null ? "" : wanted.b(), wanted.origin());
    List<String> mismatches = new ArrayList<>();
    if (state.up() != wanted.up()) {
      mismatches.add(state.up() ? "it is up" : "it is down: " + String.join("; ", state.causes()));
    }
    if (wanted.cause() != null
        && state.causes().stream().noneMatch(c -> c.contains(wanted.cause()))) {
      mismatches.add("the cause is " + state.causes() + ", expected " + wanted.cause());
    }
    return mismatches;
  }
}
