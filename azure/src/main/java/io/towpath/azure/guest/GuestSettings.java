package io.towpath.azure.guest;

import io.towpath.net.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Switches of guests, as the estate states them (R53): an interface forwards by its resource, the
 * guest behind it by its own operating system, and both are needed.
 */
public record GuestSettings(List<Guest> guests) {
  /** Nothing is stated: a guest forwards if one of its interfaces does. */
  public static final GuestSettings NONE = new GuestSettings(List.of());

  public GuestSettings {
    guests = List.copyOf(guests);
  }

  /**
   * One guest.
   *
   * @param machine name of the virtual machine, without case
   * @param forwards its operating system passes packets on
   * @param refused IP protocols that it does not pass on
   */
  public record Guest(String machine, boolean forwards, List<Integer> refused, Origin origin) {
    public Guest {
      refused = List.copyOf(refused);
    }
  }

  /** What is stated about a machine. */
  public Optional<Guest> of(String machine) {
    return guests.stream().filter(guest -> guest.machine().equalsIgnoreCase(machine)).findFirst();
  }
}
