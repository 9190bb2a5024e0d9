/**
 * Comparing a running lab with the prediction: tables of both sides in one form, their differences,
 * waiting for convergence by state, and reports.
 */
@NullMarked
package io.towpath.lab.compare;

import org.jspecify.annotations.NullMarked;
