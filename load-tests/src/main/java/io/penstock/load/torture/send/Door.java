package io.penstock.load.torture.send;

/** Where events are sent to. */
public record Door(String host, int port, String path, String key) {}
