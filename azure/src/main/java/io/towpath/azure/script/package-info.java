/** Shell scripts of {@code az} commands: printing resources as one, and reading one. */
@NullMarked
package io.towpath.azure.script;

import org.jspecify.annotations.NullMarked;
