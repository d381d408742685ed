package org.shadowline.plant.description;

/** A point of the plant in metres, with the direction an element faces in radians. */
public record Position(double x, double y, double z, double facing) {
    public static Position of(double x, double y) {
        return new Position(x, y, 0, 0);
    }

    /** Metres straight to another point. */
    public double distance(Position other) {
        return Math.hypot(Math.hypot(x - other.x, y - other.y), z - other.z);
    }

    public Position plus(Position offset) {
        return new Position(x + offset.x, y + offset.y, z + offset.z, facing + offset.facing);
    }
}
