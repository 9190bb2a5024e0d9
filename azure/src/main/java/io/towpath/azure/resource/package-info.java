/**
 * Azure Resource Manager resources that matter to a network, as immutable records.
 *
 * <p>Enumerations spell their values as Azure does ({@code azureName}). A component that is
 * {@code @Nullable} is absent in what Azure printed; nothing is filled in here.
 */
@NullMarked
package io.towpath.azure.resource;

import org.jspecify.annotations.NullMarked;
