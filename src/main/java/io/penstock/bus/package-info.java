/** How verticles of one node talk: typed records, by reference. */
@NullMarked
package io.penstock.bus;

import org.jspecify.annotations.NullMarked;
