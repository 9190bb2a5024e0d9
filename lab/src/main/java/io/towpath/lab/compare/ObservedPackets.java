package io.towpath.lab.compare;

import io.towpath.lab.compare.read.PacketTools;
import io.towpath.lab.linux.Command;
import io.towpath.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Real pings and traceroutes between the hosts of a lab, several at a time. What does not agree at
 * once is tried again: a busy machine may lose a packet, and a first packet may wait for ARP.
 */
final class ObservedPackets {
  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final LabAccess lab;
  private final Network network;

  ObservedPackets(LabAccess lab, Network network) {
    this.lab = lab;
    this.network = network;
  }

  /** The tables that were predicted, as they are. */
  List<TableRows> of(List<TableRows> predicted) {
    List<TableRows> tables = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      Map<TableRows, List<Future<Row>>> started = new TreeMap<>();
      for (TableRows table : predicted) {
        List<Future<Row>> rows = new ArrayList<>();
        for (Row row : table.rows().values()) {
          rows.add(workers.submit(() -> observe(table, row)));
        }
        started.put(table, rows);
      }
      started.forEach(
          (table, rows) ->
              tables.add(
                  TableRows.of(
                      table.kind(),
                      table.place(),
                      rows.stream().map(ObservedPackets::result).toList())));
    }
    return tables;
  }

  private static Row result(Future<Row> row) {
    try {
      return row.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while packets were under way", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a packet tool could not be run", e.getCause());
    }
  }

  private Row observe(TableRows table, Row predicted) {
    boolean ping = table.kind() == TableKind.PINGS;
    String field = ping ? "result" : "hops";
    List<String> right = predicted.fields().getOrDefault(field, List.of());
    String seen = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      seen =
          ping
              ? ping(table.place(), predicted.key(), attempt)
              : trace(table.place(), predicted.key());
      if (right.contains(seen)) {
        break;
      }
    }
    return Row.of(predicted.key()).with(field, seen).build();
  }

  private String ping(String from, String to, int count) {
    Command.Result result =
        run(
            from,
            "ping",
            "-n",
            "-c",
            Integer.toString(count),
            "-i",
            "0.2",
            "-W",
            "1",
            PacketPairs.address(network, to));
    return PacketTools.repliesOf(result.out()) > 0 ? "reached" : "lost";
  }

  private String trace(String from, String to) {
    Command.Result result =
        run(
            from,
            "traceroute",
            "-n",
            "-I",
            "-q",
            "1",
            "-w",
            "1",
            "-N",
            "30",
            "-m",
            "30",
            PacketPairs.address(network, to));
    return PredictedHops.text(PacketTools.hopsOf(result.out()));
  }

  private Command.Result run(String from, String... argv) {
    return lab.run(lab.plan().names().host(from), List.of(argv), LIMIT);
  }
}
