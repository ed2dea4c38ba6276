package io.penstock.load.torture.send;

/** Where events are sent to. */
public record Door(int port, String path, String key) {}
