package io.nodecore.simulator.traffic;

/** An amount of traffic, both directions in bytes. */
public record Bytes(long up, long down) {

    public static final Bytes NONE = new Bytes(0, 0);

    public Bytes plus(Bytes other) {
        return new Bytes(Math.addExact(up, other.up), Math.addExact(down, other.down));
    }

    public Bytes minus(Bytes other) {
        return new Bytes(Math.subtractExact(up, other.up), Math.subtractExact(down, other.down));
    }
}
