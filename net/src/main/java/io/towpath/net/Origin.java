package io.towpath.net;

import org.jspecify.annotations.Nullable;

/**
 * Where a human wrote something: a line of a file, a member of a resource, or both.
 *
 * @param file path as given to Towpath; null for what was never in a file (an assumed default)
 * @param line 1-based; 0 when unknown
 * @param column 1-based; 0 when unknown
 * @param resource ARM resource id, when the thing is (part of) a resource
 * @param member dotted path of the member inside the resource, or the text of the line
 */
public record Origin(
    @Nullable String file, int line, int column, @Nullable String resource, @Nullable String member)
    implements Comparable<Origin> {

  /** What nobody wrote: a default of the platform or of Towpath. */
  public static final Origin NONE = new Origin(null, 0, 0, null, null);

  /** A line of a file. */
  public static Origin line(String file, int line) {
    return new Origin(file, line, 0, null, null);
  }

  /** A position in a file. */
  public static Origin at(String file, int line, int column) {
    return new Origin(file, line, column, null, null);
  }

  /** This place, as part of an ARM resource. */
  public Origin ofResource(String id, @Nullable String memberPath) {
    return new Origin(file, line, column, id, memberPath);
  }

  /** By file, line, column, then resource and member; unknown parts first. */
  @Override
  public int compareTo(Origin other) {
    int order = text(file).compareTo(text(other.file));
    if (order == 0) {
      order = Integer.compare(line, other.line);
    }
    if (order == 0) {
      order = Integer.compare(column, other.column);
    }
    if (order == 0) {
      order = text(resource).compareTo(text(other.resource));
    }
    return order != 0 ? order : text(member).compareTo(text(other.member));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** {@code file:line}, else the resource, else {@code (default)}. */
  @Override
  public String toString() {
    if (file != null) {
      return line > 0 ? file + ":" + line : file;
    }
    return resource != null ? resource : "(default)";
  }
}
