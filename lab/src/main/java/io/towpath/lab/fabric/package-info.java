/** The agent that fills a fabric's tables from what protocol daemons selected. */
@NullMarked
package io.towpath.lab.fabric;

import org.jspecify.annotations.NullMarked;
