package io.towpath.cli.command;

/** Exit codes of every command. */
public final class ExitCode {
  /** Answered; a negative answer is a result. */
  public static final int ANSWERED = 0;

  /** An expectation failed. */
  public static final int EXPECTATION_FAILED = 1;

  /** Wrong usage or invalid input. */
  public static final int INVALID = 2;

  /** Something is not modelled, under {@code --strict}. */
  public static final int UNSUPPORTED = 3;

  /** A fault of Towpath itself. */
  public static final int INTERNAL = 4;

  private ExitCode() {}
}
