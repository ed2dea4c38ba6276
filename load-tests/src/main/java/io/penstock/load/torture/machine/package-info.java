/** What of the machine is falsified for a process: its disk, its clock, its network. */
@NullMarked
package io.penstock.load.torture.machine;

import org.jspecify.annotations.NullMarked;
