package io.towpath.cli.command;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out the answer and nothing else
 * @param err remarks, errors, progress
 */
public record Console(PrintWriter out, PrintWriter err) {}
