package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.*;
import java.util.*;

final class UndefinedNames {
  static List<Remark> in(IosConfig c) {
    return List.of();
  }
}
