/** What stands in {@code docker/kubernetes}, checked as Kubernetes would. */
@NullMarked
package io.penstock.kubernetes;

import org.jspecify.annotations.NullMarked;
