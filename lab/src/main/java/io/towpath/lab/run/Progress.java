package io.towpath.lab.run;

/**
 * One step of starting or changing a lab.
 *
 * @param stage what kind of thing is being done, such as {@code daemons}
 * @param done how many of them are done
 * @param of how many there are
 * @param what the one that was just done or begun
 */
public record Progress(String stage, int done, int of, String what) {
  @Override
  public String toString() {
    String count = of > 1 ? " " + done + "/" + of : "";
    return stage + count + (what.isEmpty() ? "" : ": " + what);
  }
}
