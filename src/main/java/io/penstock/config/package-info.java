/**
 * Reading the configuration: a file, the environment and the command line become typed values, and
 * whatever is wrong with them is reported at once. Knows no feature's keys.
 */
@NullMarked
package io.penstock.config;

import org.jspecify.annotations.NullMarked;
