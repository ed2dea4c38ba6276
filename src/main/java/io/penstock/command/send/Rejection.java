package io.penstock.command.send;

/**
 * An event that was not accepted, and why.
 *
 * @param line where it begins in the file
 * @param id the sender's; empty where it has none
 */
public record Rejection(long line, String id, String code, String detail) {}
