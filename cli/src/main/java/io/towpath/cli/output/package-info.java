/** Output in the forms that people and programs read: tables, JSON, tab-separated lines. */
@NullMarked
package io.towpath.cli.output;

import org.jspecify.annotations.NullMarked;
