package io.towpath.estate.starter;

import java.io.IOException;

/** A kind of estate that can be written as a beginning: small, commented, with expectations. */
public interface Starter {

  /** Its word on the command line. */
  String kind();

  /** What it is, on one line. */
  String summary();

  /** True if it is written for a number of customers. */
  default boolean hasCustomers() {
    return false;
  }

  /**
   * Writes its files. The same request gives the same bytes.
   *
   * @param customers how many; of no consequence unless {@link #hasCustomers()}
   * @throws IOException if the folder cannot be written
   */
  void write(StarterFolder folder, int customers) throws IOException;
}
