package io.towpath.azure.resource;

import io.towpath.net.Prefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the service tags of Azure stand for (R200). Microsoft publishes that as a file and changes
 * it weekly, so it is input like the resources; without it nothing is known about any tag. Names
 * count without case. Immutable.
 */
public final class ServiceTags {
  /** Nothing is known about any tag. */
  public static final ServiceTags NONE = new ServiceTags(List.of());

  /** The tag of everything that Azure has; the last one asked among tags (R40). */
  private static final String AZURE_CLOUD = "AzureCloud";

  // Look-ups only; never iterated.
  private final Map<String, ServiceTag> byName = new HashMap<>();

  private ServiceTags(Collection<ServiceTag> tags) {
    tags.forEach(tag -> byName.putIfAbsent(key(tag.name()), tag));
  }

  /**
   * A service tag.
   *
   * @param name such as {@code Storage} or {@code Storage.WestEurope}
   * @param region the region that it is limited to, in short form; empty if to none
   * @param prefixes of both families, in the order published
   */
  public record ServiceTag(String name, String region, List<Prefix> prefixes) {
    public ServiceTag {
      prefixes = List.copyOf(prefixes);
    }

    /**
     * R40: among tags of one prefix the lowest comes first: regional ones, others, then those of
     * all that Azure has, regional ones first.
     */
    public int rank() {
      boolean everything =
          name.regionMatches(true, 0, AZURE_CLOUD, 0, AZURE_CLOUD.length())
              && (name.length() == AZURE_CLOUD.length()
                  || name.charAt(AZURE_CLOUD.length()) == '.');
      return (everything ? 2 : 0) + (region.isEmpty() ? 1 : 0);
    }
  }

  /** The tags of a file; of one name the first counts. */
  public static ServiceTags of(Collection<ServiceTag> tags) {
    return tags.isEmpty() ? NONE : new ServiceTags(tags);
  }

  /** True if no file was given. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The tag of a name. */
  public Optional<ServiceTag> find(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** The part of a tag that belongs to a region, such as {@code Storage.WestEurope}. */
  public Optional<ServiceTag> find(String name, String region) {
    return find(name + "." + region);
  }

  /** Why answers lack a tag that was not found, for remarks. */
  public String without(String name) {
    return "service tag "
        + name
        + (isEmpty()
            ? ", whose prefixes only Microsoft's list of service tags knows"
            : ", which is not in the list of service tags");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
