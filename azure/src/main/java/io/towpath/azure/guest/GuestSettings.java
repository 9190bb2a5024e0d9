package io.towpath.azure.guest;

import io.towpath.net.Origin;
import io.towpath.network.GuestFirewall;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Switches of guests, as the estate states them: an interface forwards by its resource, the guest
 * behind it by its own operating system, and both are needed (R53); security groups filter in
 * Azure, the guest's own firewall behind them (R203).
 */
public record GuestSettings(List<Guest> guests) {
  /** Nothing is stated: a guest forwards if one of its interfaces does, and refuses nothing. */
  public static final GuestSettings NONE = new GuestSettings(List.of());

  public GuestSettings {
    guests = List.copyOf(guests);
  }

  /**
   * One guest.
   *
   * @param machine name of the virtual machine, without case
   * @param forwards its operating system passes packets on; null if that is not stated
   * @param refused IP protocols that it does not pass on
   * @param firewall what it takes from others; null = everything
   */
  public record Guest(
      String machine,
      @Nullable Boolean forwards,
      List<Integer> refused,
      @Nullable GuestFirewall firewall,
      Origin origin) {
    public Guest {
      refused = List.copyOf(refused);
    }
  }

  /** What is stated, by the name of the machine without case; the first statement counts. */
  public SortedMap<String, Guest> byMachine() {
    SortedMap<String, Guest> byMachine = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    guests.forEach(guest -> byMachine.putIfAbsent(guest.machine(), guest));
    return Collections.unmodifiableSortedMap(byMachine);
  }
}
