package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.SwitchType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code New-VMSwitch}. */
final class HyperVCmdlets {
  private HyperVCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "New-VMSwitch",
            Signature.of("name")
                .values(
                    "switchtype",
                    "netadaptername",
                    "allowmanagementos",
                    "notes",
                    "enableiov",
                    "minimumbandwidthmode"),
            HyperVCmdlets::virtualSwitch));
  }

  private static WindowsStatement virtualSwitch(Arguments a) {
    String adapter = a.optionalText("netadaptername");
    SwitchType type = type(a, adapter);
    boolean attached =
        type != SwitchType.PRIVATE
            && (!a.has("allowmanagementos") || Texts.isEnabled(a.text("allowmanagementos")));
    return new WindowsStatement.VirtualSwitch(a.line(), a.text("name"), type, adapter, attached);
  }

  private static SwitchType type(Arguments a, @Nullable String adapter) {
    if (adapter != null) {
      return SwitchType.EXTERNAL;
    }
    String type = a.text("switchtype");
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "internal" -> SwitchType.INTERNAL;
      case "private" -> SwitchType.PRIVATE;
      default -> throw new IllegalArgumentException("\"" + type + "\" is not Internal or Private");
    };
  }
}
