package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.SwitchType;
import java.util.List;
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
        type != SwitchType.PRIVATE && !Boolean.FALSE.equals(a.enabled("allowmanagementos"));
    return new WindowsStatement.VirtualSwitch(a.line(), a.text("name"), type, adapter, attached);
  }

  private static SwitchType type(Arguments a, @Nullable String adapter) {
    if (adapter != null) {
      return SwitchType.EXTERNAL;
    }
    return a.value("switchtype", text -> Texts.oneOf(text, "internal", "private"))
            .equals("internal")
        ? SwitchType.INTERNAL
        : SwitchType.PRIVATE;
  }
}
