/** The file system as the spool sees it: behind an interface, so that tests can take it away. */
@NullMarked
package io.penstock.spool.disk;

import org.jspecify.annotations.NullMarked;
