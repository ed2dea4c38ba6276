/** Senders that are known by a certificate instead of a key. */
@NullMarked
package io.penstock.access.certificate;

import org.jspecify.annotations.NullMarked;
