/**
 * JSON and YAML documents with the line and column of every value.
 *
 * <p>The only package below {@code analysis} that uses a JSON or YAML library.
 */
@NullMarked
package io.towpath.net.document;

import org.jspecify.annotations.NullMarked;
