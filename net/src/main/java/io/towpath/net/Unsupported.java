package io.towpath.net;

import java.util.List;

/**
 * Something that a human wrote and that Towpath does not model. It is shown with every answer that
 * it could change and is never dropped in silence.
 *
 * @param origin file and line, or resource and member
 * @param text the line or member as written
 * @param affects names of network elements that it could change, as in {@link Finding#affects()}
 */
public record Unsupported(Origin origin, String text, List<String> affects)
    implements Comparable<Unsupported> {

  public Unsupported {
    affects = List.copyOf(affects);
  }

  /** By place, text, then what it affects. */
  @Override
  public int compareTo(Unsupported other) {
    int order = origin.compareTo(other.origin);
    if (order == 0) {
      order = text.compareTo(other.text);
    }
    return order != 0 ? order : affects.toString().compareTo(other.affects.toString());
  }
}
