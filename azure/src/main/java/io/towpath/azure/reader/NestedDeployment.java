package io.towpath.azure.reader;

import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.Members;
import java.util.List;
import java.util.Optional;

/**
 * A deployment that stands in a template and holds a template of its own with literal values: its
 * way to make resources in another group.
 *
 * @param resources as written
 * @param defaults subscription and group of the resources
 */
record NestedDeployment(List<DocumentValue> resources, ResourceDefaults defaults) {
  static final String TYPE = "Microsoft.Resources/deployments";

  /** A deployment; nothing if it only links to a template, or is one that was made already. */
  static Optional<NestedDeployment> read(Members object, ResourceDefaults around) {
    return object
        .optionalObject("properties")
        .flatMap(properties -> properties.optionalObject("template"))
        .flatMap(template -> template.value("resources"))
        .filter(ArrayValue.class::isInstance)
        .map(ArrayValue.class::cast)
        .map(
            resources ->
                new NestedDeployment(
                    resources.items(),
                    new ResourceDefaults(
                        object.optionalText("subscriptionId").orElse(around.subscription()),
                        object.optionalText("resourceGroup").orElse(around.resourceGroup()))));
  }
}
