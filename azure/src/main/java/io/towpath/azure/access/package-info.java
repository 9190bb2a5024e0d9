/** Who may do what: role assignments of Azure, and the question whether one allows an action. */
@NullMarked
package io.towpath.azure.access;

import org.jspecify.annotations.NullMarked;
