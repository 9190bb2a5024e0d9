package io.towpath.devices.ios;

/** What follows from the type of an interface, with which its name begins. */
public final class IosInterfaceTypes {
  private IosInterfaceTypes() {}

  /** Bandwidth in kbit/s that an interface has by its type, without a {@code bandwidth} line. */
  public static long bandwidthKbps(String name) {
    int digit = 0;
    while (digit < name.length() && !Character.isDigit(name.charAt(digit))) {
      digit++;
    }
    return switch (name.substring(0, digit)) {
      case "Ethernet" -> 10_000;
      case "FastEthernet" -> 100_000;
      case "TwoGigabitEthernet" -> 2_500_000;
      case "FiveGigabitEthernet" -> 5_000_000;
      case "TenGigabitEthernet" -> 10_000_000;
      case "TwentyFiveGigE", "TwentyFiveGigabitEthernet" -> 25_000_000;
      case "FortyGigabitEthernet" -> 40_000_000;
      case "FiftyGigE" -> 50_000_000;
      case "HundredGigE", "HundredGigabitEthernet" -> 100_000_000;
      case "TwoHundredGigE" -> 200_000_000;
      case "FourHundredGigE" -> 400_000_000;
      case "Loopback" -> 8_000_000;
      case "Tunnel" -> 100;
      case "Serial" -> 1_544;
      default -> 1_000_000;
    };
  }

  /** True if frames of sub-interfaces of this one carry 802.1Q tags. */
  public static boolean isEthernet(String name) {
    return name.contains("Ethernet") || name.contains("GigE") || name.startsWith("Port-channel");
  }
}
