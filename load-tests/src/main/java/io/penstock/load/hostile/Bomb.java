package io.penstock.load.hostile;

import java.nio.ByteBuffer;

/** A request that is made to cost more than it looks, as it stands on the wire. */
public record Bomb(String name, ByteBuffer request) {}
