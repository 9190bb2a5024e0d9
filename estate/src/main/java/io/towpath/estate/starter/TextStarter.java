package io.towpath.estate.starter;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An estate whose files are kept as they are, but for the scopes of their resources.
 *
 * @param files below the folder of the kind, in the order of writing
 */
record TextStarter(String kind, String summary, List<String> files) implements Starter {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

  TextStarter {
    files = List.copyOf(files);
  }

  @Override
  public void write(StarterFolder folder, Amounts amounts) throws IOException {
    String scope = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + kind + "/providers/";
    Map<String, String> scopes =
        Map.of("network", scope + "Microsoft.Network", "compute", scope + "Microsoft.Compute");
    for (String file : files) {
      folder.write(file, StarterText.of(kind + "/" + file).with(scopes));
    }
  }
}
