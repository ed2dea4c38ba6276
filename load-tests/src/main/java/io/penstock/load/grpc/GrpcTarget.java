package io.penstock.load.grpc;

/** Where the events go: a port of this machine, with this word in {@code authorization}. */
public record GrpcTarget(int port, String authorization) {}
