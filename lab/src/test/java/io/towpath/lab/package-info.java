/** Labs started, failed and killed for real, where this machine allows it. */
@NullMarked
package io.towpath.lab;

import org.jspecify.annotations.NullMarked;
