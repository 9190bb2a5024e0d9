package io.towpath.azure.resource;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The id of a resource: {@code
 * /subscriptions/S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME[/TYPE/NAME…]}.
 *
 * <p>Ids compare without case and keep the spelling of subscription, group, types and names; the
 * three keywords of the path are always spelled as above. Text order without case, so a parent
 * stands before its children. Immutable.
 */
public final class ResourceId implements Comparable<ResourceId> {

  // One string per id, because 100,000 interfaces carry one each and every Origin shares it; the
  // parts are cut out on demand. The hash is kept, since ids are the keys of all look-ups.
  private final String text;
  private final int providerStart;
  private final int hash;

  private ResourceId(String text, int providerStart) {
    this.text = text;
    this.providerStart = providerStart;
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum = 31 * sum + folded(text.charAt(i));
    }
    this.hash = sum;
  }

  /** The folding of {@link String#equalsIgnoreCase}; ids are nearly always of ASCII. */
  private static int folded(char letter) {
    if (letter < 128) {
      return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
    return Character.toLowerCase(Character.toUpperCase(letter));
  }

  /**
   * Reads a full id.
   *
   * @throws IllegalArgumentException if it lacks the subscription, the group or a name
   */
  public static ResourceId parse(String text) {
    return parse(text, null, null);
  }

  /**
   * Reads an id that may lack the subscription, or subscription and group, for which the given
   * values stand in: {@code /subscriptions/S/resourceGroups/G/providers/…}, {@code
   * /resourceGroups/G/providers/…}, {@code /providers/…}, {@code Microsoft.Network/TYPE/NAME}. What
   * belongs to nobody has an id in which both are empty.
   *
   * @throws IllegalArgumentException if the text is none of these; the message quotes it
   */
  public static ResourceId parse(
      String text, @Nullable String subscription, @Nullable String resourceGroup) {
    String[] parts = (text.startsWith("/") ? text.substring(1) : text).split("/", -1);
    int at = 0;
    String owner = subscription;
    if (isKeyword(parts, at, "subscriptions")) {
      owner = parts[at + 1].isBlank() ? owner : parts[at + 1];
      at += 2;
    }
    String group = resourceGroup;
    if (isKeyword(parts, at, "resourceGroups")) {
      group = parts[at + 1].isBlank() ? group : parts[at + 1];
      at += 2;
    }
    if (at < parts.length && parts[at].equalsIgnoreCase("providers")) {
      at++;
    }
    int rest = parts.length - at;
    if (owner == null || group == null || rest < 3 || rest % 2 == 0 || !parts[at].contains(".")) {
      throw new IllegalArgumentException("\"" + text + "\" is not the id of a resource");
    }
    StringBuilder provider = new StringBuilder();
    for (int i = at; i < parts.length; i++) {
      if (parts[i].isBlank()) {
        throw new IllegalArgumentException("\"" + text + "\" is not the id of a resource");
      }
      provider.append('/').append(parts[i]);
    }
    ResourceId id = compose(owner, group, provider);
    // One copy of the text when it was canonical already.
    return id.text.equals(text) ? new ResourceId(text, id.providerStart) : id;
  }

  private static boolean isKeyword(String[] parts, int at, String keyword) {
    return at + 1 < parts.length && parts[at].equalsIgnoreCase(keyword);
  }

  private static ResourceId compose(String subscription, String group, CharSequence provider) {
    String scope = "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers";
    return new ResourceId(scope + provider, scope.length());
  }

  /**
   * Builds an id.
   *
   * @param type with its namespace, {@code Microsoft.Network/virtualNetworks/subnets}
   * @param name one name for each segment of the type, {@code hub/GatewaySubnet}
   * @throws IllegalArgumentException if the numbers of type and name segments differ
   */
  public static ResourceId of(String subscription, String resourceGroup, String type, String name) {
    String[] types = type.split("/", -1);
    String[] names = name.split("/", -1);
    if (types.length != names.length + 1) {
      throw new IllegalArgumentException(
          "type \"" + type + "\" and name \"" + name + "\" have different numbers of segments");
    }
    StringBuilder provider = new StringBuilder("/").append(types[0]);
    for (int i = 0; i < names.length; i++) {
      provider.append('/').append(types[i + 1]).append('/').append(names[i]);
    }
    return compose(subscription, resourceGroup, provider);
  }

  /** The id of a child resource, such as {@code child("subnets", "GatewaySubnet")}. */
  public ResourceId child(String childType, String childName) {
    return new ResourceId(text + "/" + childType + "/" + childName, providerStart);
  }

  /** The id of the parent of a child resource; of a top-level resource itself. */
  public ResourceId parent() {
    int slashes = 0;
    for (int i = providerStart; i < text.length(); i++) {
      slashes += text.charAt(i) == '/' ? 1 : 0;
    }
    if (slashes <= 3) { // namespace, type, name
      return this;
    }
    int beforeType = text.lastIndexOf('/', text.lastIndexOf('/') - 1);
    return new ResourceId(text.substring(0, beforeType), providerStart);
  }

  /** The subscription, as spelled. */
  public String subscription() {
    int from = "/subscriptions/".length();
    return text.substring(from, text.indexOf('/', from));
  }

  /** The resource group, as spelled. */
  public String resourceGroup() {
    int from = "/subscriptions/".length() + subscription().length() + "/resourceGroups/".length();
    return text.substring(from, providerStart - "/providers".length());
  }

  /** Namespace and type segments, as spelled: {@code Microsoft.Network/virtualNetworks/subnets}. */
  public String type() {
    String[] parts = text.substring(providerStart + 1).split("/", -1);
    StringBuilder type = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      type.append('/').append(parts[i]);
    }
    return type.toString();
  }

  /** True if {@link #type()} is this one, without case. */
  public boolean isOfType(String type) {
    return type().equalsIgnoreCase(type);
  }

  /** The last name: that of the resource itself. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Names for reading, outermost first: {@code hub/GatewaySubnet}. */
  public String path() {
    String[] parts = text.substring(providerStart + 1).split("/", -1);
    StringBuilder path = new StringBuilder(parts[2]);
    for (int i = 4; i < parts.length; i += 2) {
      path.append('/').append(parts[i]);
    }
    return path.toString();
  }

  /** For messages: last type and names, {@code subnets "hub/GatewaySubnet"}. */
  public String label() {
    String type = type();
    return type.substring(type.lastIndexOf('/') + 1) + " \"" + path() + "\"";
  }

  /** A key that is equal for equal ids: the text in lower case. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(ResourceId other) {
    return String.CASE_INSENSITIVE_ORDER.compare(text, other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof ResourceId id && id.hash == hash && id.text.equalsIgnoreCase(text);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The whole id. */
  @Override
  public String toString() {
    return text;
  }
}
