package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walker;
import io.towpath.lab.linux.Command.Result;
import io.towpath.lab.run.LabClient;
import io.towpath.routing.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A packet tool that runs in a space, compared with the prediction for the failures in force. */
abstract class LabPacketCommand extends RunningLabCommand {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Parameters(index = "0", paramLabel = "FROM", description = "Host, virtual machine or device.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Name or address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String to;

  @Option(names = "--exit-code", description = "End with 1 if the prediction differs.")
  boolean exitCode;

  /** The program and its arguments. */
  abstract List<String> program(String target);

  /** What its output says, in the words of {@link #predicted}. */
  abstract String observed(Result result);

  /** What the model says of one of its paths. */
  abstract String predicted(Trace trace);

  @Override
  public Integer call() {
    LabClient lab = lab();
    JsonNode status = lab.status();
    Estate estate =
        EstateLoader.load(Path.of(status.path("source").asString("")), EstateCommand.profile(null));
    List<String> failures = new ArrayList<>();
    status.path("failures").forEach(failure -> failures.add(failure.asString("")));
    Answers answers = answers(estate, failures);
    Answers.Probe probe = TraceCommand.probe(answers, from, to, null, null);
    List<String> predictions = predictions(answers, probe);
    String space = lab.space(placeName(answers, probe));
    List<String> argv = program(probe.header().destination().toString());
    Result result = lab.command(space, argv).within(LIMIT).attempt();
    String observed = observed(result);
    boolean same = predictions.contains(observed);
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("from", from);
      json.put("to", to);
      json.put("failures", failures);
      json.put("observed", observed);
      json.put("predicted", predictions);
      json.put("same", same);
      json.put("output", result.out());
      console().out().print(JsonText.of(json));
    } else if (format == OutputFormat.tsv) {
      console().out().println(observed + "\t" + predictions.getFirst() + "\t" + same);
    } else {
      console().out().print(result.out());
      console().err().print(result.err());
      console()
          .out()
          .println(
              "\n"
                  + (same ? "As predicted: " : "NOT as predicted: observed ")
                  + (same
                      ? observed
                      : observed + "; predicted " + String.join(" or ", predictions)));
    }
    return exitCode && !same ? ExitCode.EXPECTATION_FAILED : ExitCode.ANSWERED;
  }

  private static Answers answers(Estate estate, List<String> failures) {
    FailureNames names = new FailureNames(estate);
    List<FailureSpec> specs = new ArrayList<>();
    failures.forEach(text -> specs.add(names.parse(text)));
    return new Answers(estate, names.solve(specs));
  }

  /** One for each path that the model finds equal; pins do not hold in a lab. */
  private List<String> predictions(Answers answers, Answers.Probe probe) {
    Tracer tracer = new Tracer(new Walker(answers.solution()), List.of());
    return tracer.paths(probe.from(), probe.header(), false).stream()
        .map(this::predicted)
        .distinct()
        .toList();
  }

  private static String placeName(Answers answers, Answers.Probe probe) {
    Topology topology = answers.solution().topology();
    return switch (probe.from()) {
      case Place.AtHost(int host) -> topology.host(host).name();
      case Place.AtNode(int node, int vrf) -> {
        boolean alone = topology.node(node).vrfs().size() == 1;
        String name = topology.vrf(vrf).name();
        yield alone || name.equals(io.towpath.network.Vrf.DEFAULT)
            ? topology.node(node).name()
            : topology.node(node).name() + "/" + name;
      }
    };
  }
}
