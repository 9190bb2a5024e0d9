package io.towpath.devices.windows.parse;

/** A command that Windows takes, and of which it is not known here what it does. */
class NotModelledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * What is not known.
   *
   * @param what words for people
   */
  NotModelledException(String what) {
    super(what + " is not modelled");
  }
}
