/** What all commands share that ask the admin listener. */
@NullMarked
package io.penstock.command.admin;

import org.jspecify.annotations.NullMarked;
