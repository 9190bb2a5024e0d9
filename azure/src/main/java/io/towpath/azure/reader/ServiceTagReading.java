package io.towpath.azure.reader;

import io.towpath.azure.resource.ServiceTags.ServiceTag;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.JsonReader;
import io.towpath.net.document.Members;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Microsoft's lists of service tags: the file {@code ServiceTags_Public_….json} that it publishes
 * each week, or what {@code az network list-service-tags} prints. Both hold {@code values} with
 * {@code name}, {@code properties.region} and {@code properties.addressPrefixes}.
 */
final class ServiceTagReading {
  private final ReadingNotes notes;
  private final List<ServiceTag> tags = new ArrayList<>();
  // Look-ups only, to find a tag that two files tell differently.
  private final Map<String, Placed> known = new HashMap<>();

  private record Placed(ServiceTag tag, Origin origin) {}

  ServiceTagReading(ReadingNotes notes) {
    this.notes = notes;
  }

  List<ServiceTag> tags() {
    return tags;
  }

  void read(Path path, String file) {
    read(JsonReader.read(path, file));
  }

  void read(DocumentValue document) {
    Members list = Members.tolerant(document, "");
    if (!list.has("values")) {
      throw new InvalidInputException(
          Finding.error(
              "TP2011",
              list.origin(),
              "This is not a list of service tags: it has no \"values\".",
              "Name Microsoft's file ServiceTags_Public_….json, or what az network"
                  + " list-service-tags prints."));
    }
    list.forEach("values", notes::add, this::tag);
  }

  private void tag(Members value) {
    Members properties = value.object("properties");
    ServiceTag tag =
        new ServiceTag(
            value.text("name"),
            notes.location(properties.optionalText("region").orElse("")),
            properties.parsedList("addressPrefixes", Prefix::parse));
    Placed other =
        known.putIfAbsent(tag.name().toLowerCase(Locale.ROOT), new Placed(tag, value.origin()));
    if (other == null) {
      tags.add(tag);
    } else if (!other.tag().equals(tag)) {
      notes.add(
          Finding.error(
              "TP2012",
              value.origin(),
              "The service tag \""
                  + tag.name()
                  + "\" has other prefixes here than at "
                  + other.origin()
                  + ".",
              "Keep the list of one week and one cloud."));
    }
  }
}
