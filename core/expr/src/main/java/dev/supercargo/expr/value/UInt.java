package dev.supercargo.expr.value;

/// An unsigned integer.
///
/// @param bits the 64 bits
/// @param type [Type#UINT8] or [Type#UINT64]
public record UInt(long bits, Type type) {
    /// A byte.
    public static UInt ofByte(int value) {
        return new UInt(value & 0xff, Type.UINT8);
    }

    /// A 64-bit unsigned integer.
    public static UInt of(long bits) {
        return new UInt(bits, Type.UINT64);
    }

    /// The nearest double.
    public double toDouble() {
        return bits >= 0 ? bits : new java.math.BigInteger(Long.toUnsignedString(bits)).doubleValue();
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
