package io.towpath.azure.compile;

import io.towpath.network.Fragment;

/**
 * Azure as part of a network.
 *
 * @param fragment nodes, tables and wiring, with open ends {@code circuit:NAME/primary} and {@code
 *     internet}
 * @param names what names in questions stand for
 */
public record AzureFragment(Fragment fragment, AzureNames names) {}
