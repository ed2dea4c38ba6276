/** Several nodes as one: who is there, how they talk, and what they know together. */
@NullMarked
package io.penstock.cluster;

import org.jspecify.annotations.NullMarked;
