/**
 * The promise, shown by simulation. Two nodes run on one thread: batching, producing, spooling,
 * draining, delivery, retry and dedupe are the real ones, with what they touch made of memory and
 * chance. The log answers late, not at all, or has a record and cannot say so; groups take members
 * for gone that live on; letters are taken in part; destinations hold, fail, refuse, and commit
 * before they time out; disks are full, fail, and forget at a power cut what was not forced; nodes
 * are killed between any two of those, stand still and go on as if nothing was, stop and start
 * again. Then there is peace, and {@link Audit} counts: nothing acknowledged is lost, nothing is
 * there twice, every offset is explained, and exactly the poison is dead.
 *
 * <p>All chance comes from one seed, so the same seed is the same story. {@code mvn test
 * -Dtest=SimulationTest -Dsimulation.seed=42} runs one alone and tells it. That the audit would
 * notice is shown with {@link Mutant}s: promises broken on purpose.
 *
 * <p>Not simulated: the doors, threads that meet, and what Kafka, databases and file systems do
 * beyond their manuals; for these there are tests with real ones.
 */
@NullMarked
package io.penstock.simulation;

import org.jspecify.annotations.NullMarked;
