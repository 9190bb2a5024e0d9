package io.towpath.cli.output;

/** How an answer is printed. */
public enum OutputFormat {
  /** Aligned columns, or the form of the tool that is imitated. */
  table,
  /** One JSON object with {@code schema: 1}. */
  json,
  /** Tab-separated lines without a header. */
  tsv
}
