/**
 * What Azure refuses, and what it accepts but does not make work.
 *
 * <p>One class per family of rules, one method per rule, named after what the rule wants. A finding
 * is an error where Azure itself would refuse, else a warning. Tables of SKUs and limits are data.
 */
@NullMarked
package io.towpath.azure.validation;

import org.jspecify.annotations.NullMarked;
