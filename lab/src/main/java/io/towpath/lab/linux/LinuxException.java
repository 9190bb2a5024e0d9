package io.towpath.lab.linux;

/** Something that the machine refused; the message carries the machine's own words. */
public class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LinuxException(String message) {
    super(message);
  }

  public LinuxException(String message, Throwable cause) {
    super(message, cause);
  }
}
