/** Solved networks read back as the tables that Azure prints, with the reasons of each row. */
@NullMarked
package io.towpath.azure.answers;

import org.jspecify.annotations.NullMarked;
