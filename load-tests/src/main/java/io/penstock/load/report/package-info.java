/** What a bench run found, as table, chart and JSON. */
@NullMarked
package io.penstock.load.report;

import org.jspecify.annotations.NullMarked;
