/** The control database: what people decided, and what must survive a restart. */
@NullMarked
package io.penstock.control;

import org.jspecify.annotations.NullMarked;
