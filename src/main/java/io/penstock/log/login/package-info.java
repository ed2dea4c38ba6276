/** How this node shows the broker who it is, and knows the broker: TLS, passwords, tokens. */
@NullMarked
package io.penstock.log.login;

import org.jspecify.annotations.NullMarked;
