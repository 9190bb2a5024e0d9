/**
 * Reads the JSON that Azure's tools print into resource records.
 *
 * <p>One class per family of resources turns members into a record; {@code MemberTable} says which
 * members have no consequence; whatever is left over is reported as not modelled.
 */
@NullMarked
package io.towpath.azure.reader;

import org.jspecify.annotations.NullMarked;
