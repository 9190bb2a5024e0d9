/**
 * Measuring a running lab: how long packets are lost when something fails, when each table changed,
 * and when the failure was noticed.
 */
@NullMarked
package io.towpath.lab.measure;

import org.jspecify.annotations.NullMarked;
