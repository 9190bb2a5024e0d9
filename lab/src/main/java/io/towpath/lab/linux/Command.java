package io.towpath.lab.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One program run to its end: arguments, standard input, the network namespace it runs in, and the
 * time it may take. There is always a limit, because a starved daemon can hang its clients for
 * ever.
 *
 * @param argv program and arguments; no shell reads them
 * @param netns network namespace to run in; null for the one of this process
 * @param input given on standard input, UTF-8
 * @param within the program is killed after this time
 */
public record Command(List<String> argv, @Nullable Netns netns, String input, Duration within) {
  private static final Duration USUAL = Duration.ofSeconds(30);

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
  }

  /** A program of this process's namespace, without input, for at most 30 s. */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /** A program of this process's namespace, without input, for at most 30 s. */
  public static Command of(List<String> argv) {
    return new Command(argv, null, "", USUAL);
  }

  /** The same in a network namespace. */
  public Command in(Netns where) {
    return new Command(argv, where, input, within);
  }

  /** The same with standard input. */
  public Command input(String text) {
    return new Command(argv, netns, text, within);
  }

  /** The same with another limit. */
  public Command within(Duration limit) {
    return new Command(argv, netns, input, limit);
  }

  /**
   * How a program ended.
   *
   * @param exit its exit status; 124 where it was killed after its time, 127 where it could not be
   *     started
   * @param out all of its standard output
   * @param err all of its standard error
   */
  public record Result(int exit, String out, String err) {
    public static final int TIMED_OUT = 124;
    public static final int NOT_STARTED = 127;

    public boolean ok() {
      return exit == 0;
    }

    /** The program's own first line of complaint; empty if it made none. */
    public String complaint() {
      return (err + '\n' + out)
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  /**
   * Runs it and expects success.
   *
   * @throws LinuxException with the program's own first line, if it fails, hangs or is missing
   */
  public Result run() {
    Result result = attempt();
    if (!result.ok()) {
      throw new LinuxException(failure(result));
    }
    return result;
  }

  /** Runs it; failing, hanging and missing are results. */
  public Result attempt() {
    try (var output = Output.make()) {
      return attempt(output);
    } catch (IOException e) {
      return new Result(Result.NOT_STARTED, "", "its output cannot be kept: " + e.getMessage());
    }
  }

  private Result attempt(Output output) throws IOException {
    Process process;
    try {
      var builder = new ProcessBuilder(inNamespace());
      Programs.completePath(builder.environment());
      builder.redirectOutput(output.out().toFile()).redirectError(output.err().toFile());
      process = builder.start();
    } catch (IOException e) {
      return new Result(
          Result.NOT_STARTED, "", "\"" + argv.getFirst() + "\" could not be started: " + reason(e));
    }
    boolean ended;
    try {
      feed(process);
      ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      return new Result(Result.TIMED_OUT, Output.text(output.out()), "interrupted");
    }
    String out = Output.text(output.out());
    String err = Output.text(output.err());
    if (!ended) {
      kill(process);
      return new Result(Result.TIMED_OUT, out, "no end within " + seconds() + " s\n" + err);
    }
    return new Result(process.exitValue(), out, err);
  }

  /** What went wrong, in one sentence that quotes the program. */
  String failure(Result result) {
    String where = netns == null ? "" : " in " + netns.name();
    String text =
        "\"" + shown() + "\"" + where + " failed (" + result.exit() + "): " + result.complaint();
    return text + failingLine(result);
  }

  private List<String> inNamespace() {
    if (netns == null) {
      // Java looks for a program in the PATH of its own process, not in that of the new one.
      var found = new ArrayList<>(argv);
      String program = argv.getFirst();
      if (program.indexOf('/') < 0) {
        found.set(0, Programs.find(program).map(Path::toString).orElse(program));
      }
      return found;
    }
    var all = new ArrayList<String>(argv.size() + 2);
    all.add("nsenter");
    all.add("--net=" + netns.path());
    all.addAll(argv);
    return all;
  }

  private void feed(Process process) {
    if (input.isEmpty()) {
      try {
        process.getOutputStream().close();
      } catch (IOException _) {
        // The program is gone already; its exit status tells more.
      }
      return;
    }
    var feeder =
        new Thread(
            () -> {
              try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
              } catch (IOException _) {
                // The program stopped reading; its exit status tells more.
              }
            },
            "input of " + argv.getFirst());
    feeder.setDaemon(true);
    feeder.start();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** iproute2 names the failing line of a batch by number only ({@code Command failed -:3}). */
  private String failingLine(Result result) {
    for (String line : result.err().lines().toList()) {
      if (line.startsWith("Command failed -:")) {
        String number = line.substring("Command failed -:".length()).strip();
        List<String> lines = input.lines().toList();
        int at = number.chars().allMatch(Character::isDigit) ? Integer.parseInt(number) : 0;
        return at >= 1 && at <= lines.size() ? "; line was \"" + lines.get(at - 1) + "\"" : "";
      }
    }
    return "";
  }

  private String shown() {
    String all = String.join(" ", argv);
    return all.length() <= 160 ? all : all.substring(0, 157) + "...";
  }

  private String seconds() {
    return String.valueOf(within.toMillis() / 1000.0);
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("error=");
    int comma = at < 0 ? -1 : message.indexOf(", ", at);
    return comma < 0 ? message : message.substring(comma + 2);
  }

  /** Runs lines of iproute2 ({@code link add …}) in one process, inside a namespace or not. */
  public static Command ip(@Nullable Netns netns, List<String> lines) {
    return batch("ip", netns, lines);
  }

  /** Runs lines of tc ({@code qdisc add …}) in one process, inside a namespace or not. */
  public static Command tc(@Nullable Netns netns, List<String> lines) {
    return batch("tc", netns, lines);
  }

  private static Command batch(String program, @Nullable Netns netns, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    return new Command(List.of(program, "-batch", "-"), netns, text, USUAL);
  }

  /** Loads a ruleset of nftables in one transaction: all of it or nothing. */
  public static Command nft(Netns netns, String ruleset) {
    return of("nft", "-f", "-").in(netns).input(ruleset);
  }

  /**
   * Where a program writes. Files, not pipes: what it wrote is all there once it has ended, however
   * late a reader gets to run on a busy machine, and a daemonised grandchild that keeps its output
   * open keeps nobody waiting.
   */
  private record Output(Path out, Path err) implements AutoCloseable {
    static Output make() throws IOException {
      return new Output(
          Files.createTempFile("towpath-", ".out"), Files.createTempFile("towpath-", ".err"));
    }

    static String text(Path file) throws IOException {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
