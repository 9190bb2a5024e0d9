package io.towpath.azure.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.AzureResources;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is printed of any part of a network reads back to the same, and is printed so again. */
public final class PrintAndRead {
  private PrintAndRead() {}

  /**
   * Holds it for parts of a network.
   *
   * @param whole texts, any of which may be left out
   */
  public static void holds(
      String name,
      String[] whole,
      Function<AzureResources, String> print,
      Function<String, AzureResources> read) {
    Property.named(name)
        .runs(30)
        .check(
            choices -> {
              List<String> texts = new ArrayList<>();
              for (String text : whole) {
                if (choices.nextInt(6) > 0) {
                  texts.add(text);
                }
              }
              return texts;
            },
            texts -> {
              AzureResources resources = ResourceTexts.read(texts.toArray(String[]::new));
              String text = print.apply(resources);
              AzureResources again = read.apply(text);
              assertThat(print.apply(again)).isEqualTo(text);
              assertThat(again.all()).hasSameSizeAs(resources.all());
              assertThat(again.unsupported()).isEmpty();
            });
  }
}
