package io.towpath.azure.resource;

/** An enumeration constant that Azure spells in its own way. */
public interface AzureName {

  /** The spelling in Azure's JSON. */
  String azureName();
}
