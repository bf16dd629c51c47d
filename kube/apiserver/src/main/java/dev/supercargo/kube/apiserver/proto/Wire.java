package dev.supercargo.kube.apiserver.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks the fields of one protobuf message.
final class Wire {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    /// The bytes are not what they should be.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    Wire(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Goes to the next field; whoever calls must then read or skip it.
    boolean next() {
        if (at >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (field <= 0) {
            throw new Malformed("illegal field number " + field);
        }
        return true;
    }

    int field() {
        return field;
    }

    boolean isLengthDelimited() {
        return type == 2;
    }

    boolean atEnd() {
        return at >= end;
    }

    /// An integer, in two's complement.
    long integer() {
        return switch (type) {
            case 0 -> varint();
            case 1 -> fixed(8).getLong();
            case 5 -> fixed(4).getInt();
            default -> throw new Malformed("field " + field + " is no number");
        };
    }

    double floating() {
        if (type != 1) {
            throw new Malformed("field " + field + " is no 64-bit number");
        }
        return fixed(8).getDouble();
    }

    byte[] content() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    Wire message() {
        int length = length();
        at += length;
        return new Wire(bytes, at - length, at);
    }

    void skip() {
        switch (type) {
            case 0 -> {
                long _ = varint();
            }
            case 1 -> at += 8;
            case 2 -> {
                int length = length(); // moves on itself, so it comes first
                at += length;
            }
            case 5 -> at += 4;
            default -> throw new Malformed("unknown wire type " + type);
        }
        if (at > end) {
            throw new Malformed("unexpected end");
        }
    }

    private int length() {
        if (type != 2) {
            throw new Malformed("field " + field + " has no length");
        }
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new Malformed("unexpected end");
        }
        return (int) length;
    }

    private ByteBuffer fixed(int size) {
        if (size > end - at) {
            throw new Malformed("unexpected end");
        }
        at += size;
        return ByteBuffer.wrap(bytes, at - size, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new Malformed("unexpected end");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed("number too long");
    }
}
