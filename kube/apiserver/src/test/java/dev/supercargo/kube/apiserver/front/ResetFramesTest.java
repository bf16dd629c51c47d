package dev.supercargo.kube.apiserver.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Frames as they come over the wire, cut at any place.
class ResetFramesTest {
    private static final int DATA = 0;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;

    @Test
    void findsWhatIsGivenUpHoweverTheBytesAreCut() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var wire = new ByteArrayOutputStream();
            wire.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(wire, SETTINGS, 0, new byte[18]);
            var wanted = new ArrayList<Integer>();
            for (int i = 0; i < 20; i++) {
                int stream = 1 + 2 * random.nextInt(1_000_000);
                if (random.nextBoolean()) {
                    frame(wire, RST_STREAM, stream, new byte[4]);
                    wanted.add(stream);
                } else {
                    byte[] body = new byte[random.nextInt(300)];
                    random.nextBytes(body);
                    frame(wire, DATA, stream, body);
                }
            }
            var found = new ArrayList<Integer>();
            var frames = new ResetFrames(found::add);
            pieces(wire.toByteArray(), random).forEach(frames::seen);
            assertThat(found).as("seed " + seed + ", run " + run).isEqualTo(wanted);
        }
    }

    private static void frame(ByteArrayOutputStream wire, int type, int stream, byte[] body) {
        wire.write(body.length >> 16);
        wire.write(body.length >> 8);
        wire.write(body.length);
        wire.write(type);
        wire.write(0);
        wire.writeBytes(ByteBuffer.allocate(4).putInt(stream).array());
        wire.writeBytes(body);
    }

    private static List<byte[]> pieces(byte[] bytes, Random random) {
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }
}
