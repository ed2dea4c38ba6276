package io.penstock.fuzz;

import io.penstock.batch.Place;
import java.util.List;

/**
 * What an answer says was kept.
 *
 * @param counted whether it says how many: to exporters nothing is said but that it went well
 * @param places where, as the receipt has it
 */
record Told(String stream, int accepted, boolean counted, List<Place> places) {}
