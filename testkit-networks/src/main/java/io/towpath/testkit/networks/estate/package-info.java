/** Random estates as files: routers of several dialects, hosts, cables and named failures. */
@NullMarked
package io.towpath.testkit.networks.estate;

import org.jspecify.annotations.NullMarked;
