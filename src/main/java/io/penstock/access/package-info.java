/** Who may send, and who they are. */
@NullMarked
package io.penstock.access;

import org.jspecify.annotations.NullMarked;
