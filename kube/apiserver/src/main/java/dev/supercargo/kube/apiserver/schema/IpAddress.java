package dev.supercargo.kube.apiserver.schema;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address of the internet protocol: 4 or 16 bytes.
public final class IpAddress {
    private static final Pattern STRICT_V4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final byte[] bytes;

    IpAddress(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// The address that the text denotes: no leading zeros, no zone, no IPv4 inside IPv6.
    public static Optional<IpAddress> parse(String text) {
        boolean v4 = Addresses.isV4(text)
                && Arrays.stream(text.split("\\.", -1))
                        .allMatch(part -> STRICT_V4_PART.matcher(part).matches());
        boolean v6 = !text.contains(".") && Addresses.isV6(text);
        if (!v4 && !v6) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress(); // a literal: no look-up
            return bytes.length == (v4 ? 4 : 16) ? Optional.of(new IpAddress(bytes)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// 4 or 6.
    public int family() {
        return bytes.length == 4 ? 4 : 6;
    }

    public boolean isUnspecified() {
        return inet().isAnyLocalAddress();
    }

    public boolean isLoopback() {
        return inet().isLoopbackAddress();
    }

    public boolean isLinkLocalMulticast() {
        return family() == 4
                ? bytes[0] == (byte) 224 && bytes[1] == 0 && bytes[2] == 0
                : bytes[0] == (byte) 0xff && (bytes[1] & 0x0f) == 0x02;
    }

    public boolean isLinkLocalUnicast() {
        return inet().isLinkLocalAddress();
    }

    public boolean isGlobalUnicast() {
        boolean broadcast = Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
        return !broadcast && !isUnspecified() && !isLoopback() && !inet().isMulticastAddress() && !isLinkLocalUnicast();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The canonical text; of IPv6 the longest run of zeros is `::`.
    @Override
    public String toString() {
        return family() == 4 ? inet().getHostAddress() : canonicalV6();
    }

    private String canonicalV6() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
            i += run;
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return HexFormat.fromHexDigits(HexFormat.of().formatHex(bytes, 2 * index, 2 * index + 2));
    }

    private InetAddress inet() {
        try {
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
