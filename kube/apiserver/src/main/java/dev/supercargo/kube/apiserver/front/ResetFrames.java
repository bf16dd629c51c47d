package dev.supercargo.kube.apiserver.front;

import java.util.function.IntConsumer;

/// Finds, among the frames that a client sends over HTTP/2, those by which it gives a stream up (RST_STREAM; RFC 9113,
/// 4.1 and 6.4). The web server tells nobody of them until something is next written to the stream.
final class ResetFrames {
    private static final int PREFACE = 24;
    private static final int HEADER = 9;
    private static final int RST_STREAM = 3;

    private final IntConsumer given;
    private final byte[] header = new byte[HEADER];
    private int filled;
    private int skipped = PREFACE;

    /// @param given told the number of each stream that is given up
    ResetFrames(IntConsumer given) {
        this.given = given;
    }

    /// The next bytes of the connection, from its beginning, cut anywhere.
    void seen(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (skipped > 0) {
                int some = Math.min(skipped, bytes.length - at);
                skipped -= some;
                at += some;
                continue;
            }
            header[filled++] = bytes[at++];
            if (filled == HEADER) {
                filled = 0;
                skipped = number(0, 3);
                if (header[3] == RST_STREAM) {
                    given.accept(number(5, 4) & 0x7FFF_FFFF);
                }
            }
        }
    }

    private int number(int from, int bytes) {
        int number = 0;
        for (int i = from; i < from + bytes; i++) {
            number = (number << 8) | (header[i] & 0xFF);
        }
        return number;
    }
}
