/** The whole server: alone in knowing everybody. */
@NullMarked
package io.penstock;

import org.jspecify.annotations.NullMarked;
