package io.towpath.cli;

/** The composition root: builds the object graph of one command and runs it. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.out.println(BuildVersion.read().text());
  }
}
