package io.towpath.estate.starter;

import java.io.IOException;
import java.util.List;

/** A kind of estate that can be written as a beginning: small, commented, with expectations. */
public interface Starter {

  /** Its word on the command line. */
  String kind();

  /** What it is, on one line. */
  String summary();

  /** What it can be written with any number of, in the order in which that is explained. */
  default List<Amount> amounts() {
    return List.of();
  }

  /**
   * Writes its files. The same request gives the same bytes.
   *
   * @param amounts how many of what; of no consequence for what is not among {@link #amounts()}
   * @throws IOException if the folder cannot be written
   */
  void write(StarterFolder folder, Amounts amounts) throws IOException;
}
