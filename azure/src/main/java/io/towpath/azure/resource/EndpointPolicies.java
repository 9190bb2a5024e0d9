package io.towpath.azure.resource;

/**
 * What a subnet lets have a say about the private endpoints in it ({@code
 * privateEndpointNetworkPolicies}, R275).
 */
public enum EndpointPolicies implements AzureName {
  /** Neither security groups nor routes; the default. */
  DISABLED("Disabled"),
  /** Both. */
  ENABLED("Enabled"),
  /** Routes alone. */
  ROUTE_TABLE("RouteTableEnabled"),
  /** Security groups alone. */
  SECURITY_GROUP("NetworkSecurityGroupEnabled");

  private final String azureName;

  EndpointPolicies(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }

  /** True if user-defined routes may override the endpoints' host routes. */
  public boolean areForRoutes() {
    return this == ENABLED || this == ROUTE_TABLE;
  }

  /** True if the security group of the subnet filters what reaches the endpoints. */
  public boolean areForSecurityGroups() {
    return this == ENABLED || this == SECURITY_GROUP;
  }
}
