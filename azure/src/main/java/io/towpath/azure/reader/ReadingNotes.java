package io.towpath.azure.reader;

import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.ServiceTags;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What comes up while resources are read: findings, what is not modelled, and one copy of each
 * string and id that many resources share. Belongs to one {@link ResourceReader}.
 */
final class ReadingNotes {
  private final List<Finding> findings = new ArrayList<>();
  private final List<Unsupported> unsupported = new ArrayList<>();
  private final List<TagMention> mentions = new ArrayList<>();

  private record TagMention(String tag, Origin place, String path) {}

  // Look-ups only; their order never reaches an answer.
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, ResourceId> ids = new HashMap<>();

  void add(Finding finding) {
    findings.add(finding);
  }

  void add(Unsupported entry) {
    unsupported.add(entry);
  }

  /** Notes where a service tag is named. */
  void mentionTag(String tag, Origin place, String path) {
    mentions.add(new TagMention(tag, place, path));
  }

  /** The mentions of tags whose prefixes are not known are not modelled. */
  void reportTagsWithout(ServiceTags known) {
    for (TagMention mention : mentions) {
      if (known.find(mention.tag()).isEmpty()) {
        add(
            new Unsupported(
                mention.place(), mention.path() + ": " + known.without(mention.tag()), List.of()));
      }
    }
  }

  /** Adds the findings of a resource, naming it in text and origin. */
  void addAll(InvalidInputException e, ResourceId id) {
    for (Finding finding : e.findings()) {
      Origin origin = finding.origin();
      findings.add(
          finding.restated(
              origin.ofResource(id.toString(), origin.member()),
              id.label() + ": " + finding.message()));
    }
  }

  void addAll(InvalidInputException e) {
    findings.addAll(e.findings());
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  List<Finding> findings() {
    return findings;
  }

  List<Unsupported> unsupported() {
    return unsupported;
  }

  /** The one copy of a text. */
  String shared(String text) {
    String first = texts.putIfAbsent(text, text);
    return first == null ? text : first;
  }

  /**
   * The one copy of the id that a text stands for.
   *
   * @throws IllegalArgumentException if it is no id
   */
  ResourceId id(String text, ResourceDefaults defaults) {
    // A text without subscription means another resource in another file.
    if (!text.regionMatches(true, 0, "/subscriptions/", 0, 15)) {
      return shared(ResourceId.parse(text, defaults.subscription(), defaults.resourceGroup()));
    }
    ResourceId known = ids.get(text);
    if (known == null) {
      known = ResourceId.parse(text, defaults.subscription(), defaults.resourceGroup());
      ids.put(text, known);
    }
    return known;
  }

  private ResourceId shared(ResourceId id) {
    ResourceId first = ids.putIfAbsent(id.toString(), id);
    return first == null ? id : first;
  }

  /** A region in Azure's short form: {@code East US} is {@code eastus}. */
  String location(String text) {
    return shared(text.replace(" ", "").toLowerCase(Locale.ROOT));
  }
}
