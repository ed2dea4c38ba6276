/** The events that every contestant gets, and the request bodies made of them. */
@NullMarked
package io.penstock.load.data;

import org.jspecify.annotations.NullMarked;
