package io.plimsoll.core.foundation.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A point of y² = x³ + 7 in the making: (X / Z², Y / Z³), or infinity, so that adding and doubling need no division.
 * Its methods overwrite it. For public data only: the time taken depends on the value. Not thread-safe.
 *
 * <p>Magnitudes between calls: X up to 5, Y up to 3, Z 1. Nothing here uses the constant 7, so the formulas hold as
 * well on every curve y² = x³ + 7u⁶; {@link OddMultiples} makes use of that.
 *
 * @see <a href="https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html">Explicit-Formulas Database, a = 0</a>
 */
final class JacobianPoint {
    private final FieldElement x = new FieldElement();
    private final FieldElement y = new FieldElement();
    private final FieldElement z = new FieldElement();
    private boolean infinity = true;

    private final FieldElement s = new FieldElement();
    private final FieldElement t = new FieldElement();
    private final FieldElement u = new FieldElement();
    private final FieldElement v = new FieldElement();
    private final FieldElement w = new FieldElement();

    /** X, meaningless at infinity, as are Y and Z. Not a copy. */
    FieldElement x() {
        return x;
    }

    FieldElement y() {
        return y;
    }

    FieldElement z() {
        return z;
    }

    /** The point (x, y), magnitudes up to 5 and 3. */
    void set(FieldElement affineX, FieldElement affineY) {
        x.set(affineX);
        y.set(affineY);
        z.set(1);
        infinity = false;
    }

    /** Z *= factor: the same coordinates on the curve that the factor leads to. */
    void scaleZ(FieldElement factor) {
        z.setProduct(z, factor);
    }

    /** this = 2 · this, with three products and four squares. */
    void twice() {
        if (infinity) {
            return;
        }
        z.setProduct(z, y);
        s.setSquare(y);
        // t = the slope 3X² / 2, with Z = YZ instead of 2YZ; of magnitude 2
        t.setSquare(x);
        t.scale(3);
        t.halve();
        u.setNegative(s, 1);
        u.setProduct(u, x);
        x.setSquare(t);
        x.add(u);
        x.add(u);
        // X is of magnitude 3, and u now of 4
        u.add(x);
        u.setProduct(u, t);
        s.setSquare(s);
        u.add(s);
        // of magnitude 3
        y.setNegative(u, 2);
    }

    /**
     * this += (x, y), or this -= (x, y), with eight products and three squares. Takes magnitudes up to 3, and 1 to
     * subtract. Adding a point to itself or to its opposite, and adding to infinity, are ordinary cases.
     */
    void add(FieldElement otherX, FieldElement otherY, boolean negative) {
        if (infinity) {
            x.set(otherX);
            if (negative) {
                y.setNegative(otherY, 1);
            } else {
                y.set(otherY);
            }
            z.set(1);
            infinity = false;
            return;
        }
        s.setSquare(z);
        t.setProduct(otherX, s);
        s.setProduct(s, z);
        s.setProduct(s, otherY);
        // u = H = xZ² - X, of magnitude 7
        u.setNegative(x, 5);
        u.add(t);
        // w = ±yZ³ - Y, of magnitude 6 at most
        w.setNegative(y, 3);
        if (negative) {
            s.setNegative(s, 1);
        }
        w.add(s);
        if (u.isZero()) {
            if (w.isZero()) {
                twice();
            } else {
                infinity = true;
            }
            return;
        }
        z.setProduct(z, u);
        s.setSquare(u);
        t.setProduct(x, s);
        s.setProduct(s, u);
        // X = w² - H³ - 2XH²; Y = w(XH² - X) - YH³
        v.setSum(t, t);
        v.add(s);
        v.setNegative(v, 3);
        x.setSquare(w);
        // X is of magnitude 1 + 4, v then of 7, Y of 1 + 2
        x.add(v);
        v.setNegative(x, 5);
        v.add(t);
        v.setProduct(v, w);
        s.setProduct(s, y);
        s.setNegative(s, 1);
        y.setSum(v, s);
    }

    /** What the last addition multiplied Z by, if it was none of the special cases. Of magnitude 7, and not a copy. */
    FieldElement lastFactor() {
        return u;
    }

    /** Each point by its coordinates, empty for infinity, at one inversion for all. */
    static List<Optional<AffinePoint>> affine(List<JacobianPoint> points) {
        FieldElement[] inverses = points.stream()
                .filter(point -> !point.infinity)
                .map(point -> new FieldElement(point.z))
                .toArray(FieldElement[]::new);
        FieldElement.invertAll(inverses);
        List<Optional<AffinePoint>> affine = new ArrayList<>(points.size());
        int next = 0;
        for (JacobianPoint point : points) {
            affine.add(point.infinity ? Optional.empty() : Optional.of(affine(point.x, point.y, inverses[next++])));
        }
        return affine;
    }

    /** The point (X / Z², Y / Z³) by the inverse of Z. Magnitudes up to 8. */
    static AffinePoint affine(FieldElement x, FieldElement y, FieldElement inverseOfZ) {
        FieldElement affineX = new FieldElement();
        FieldElement affineY = new FieldElement();
        affineX.setSquare(inverseOfZ);
        affineY.setProduct(affineX, inverseOfZ);
        affineX.setProduct(affineX, x);
        affineY.setProduct(affineY, y);
        affineX.normalise();
        affineY.normalise();
        return new AffinePoint(affineX, affineY);
    }
}
