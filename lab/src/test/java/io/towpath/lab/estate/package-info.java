/** Labs of whole estates. */
@org.jspecify.annotations.NullMarked
package io.towpath.lab.estate;
