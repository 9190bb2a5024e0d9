/** Commands in parts. */
@NullMarked
package io.towpath.cli.command;

import org.jspecify.annotations.NullMarked;
