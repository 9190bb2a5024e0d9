package io.towpath.devices.print;

import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.List;

/** What one printing has noted so far. For one thread. */
public final class PrintNotes {
  private final List<NotExpressible> notes = new ArrayList<>();
  private Reach reach = Reach.EVERYTHING;

  /** Notes of one printing, in the order in which they were first made. */
  public List<NotExpressible> all() {
    return List.copyOf(notes);
  }

  /** Prints something whose notes reach so far, unless they say otherwise. */
  public void within(Reach limit, Runnable printing) {
    Reach before = reach;
    reach = limit;
    try {
      printing.run();
    } finally {
      reach = before;
    }
  }

  /** Notes that something is not in the configuration. */
  public void absent(Origin origin, String what, String reason) {
    absent(origin, what, reason, reach);
  }

  /** Notes that something is not in the configuration, and how far that reaches. */
  public void absent(Origin origin, String what, String reason, Reach limit) {
    note(new NotExpressible(origin, what, reason, NotExpressible.Degree.ABSENT, limit));
  }

  /** Notes that something is in the configuration and may differ. */
  public void approximated(Origin origin, String what, String reason) {
    note(new NotExpressible(origin, what, reason, NotExpressible.Degree.APPROXIMATED, reach));
  }

  /** What is noted again, such as a policy for another neighbour, reaches further. */
  private void note(NotExpressible added) {
    for (int i = 0; i < notes.size(); i++) {
      NotExpressible known = notes.get(i);
      Reach both = known.reach().and(added.reach());
      if (with(known, both).equals(with(added, both))) {
        notes.set(i, with(known, both));
        return;
      }
    }
    notes.add(added);
  }

  private static NotExpressible with(NotExpressible note, Reach reach) {
    return new NotExpressible(note.origin(), note.what(), note.reason(), note.degree(), reach);
  }
}
