package dev.supercargo.kube.apiserver.schema;

import java.util.Arrays;
import java.util.Optional;

/// A block of addresses, such as `10.0.0.0/8`.
public record IpBlock(IpAddress address, int prefixLength) {
    /// The block that the text denotes.
    public static Optional<IpBlock> parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> length <= (address.family() == 4 ? 32 : 128))
                .map(address -> new IpBlock(address, length));
    }

    /// The same block by its first address.
    public IpBlock masked() {
        return new IpBlock(new IpAddress(masked(address.bytes())), prefixLength);
    }

    public boolean contains(IpAddress other) {
        return other.family() == address.family() && Arrays.equals(masked(other.bytes()), masked(address.bytes()));
    }

    public boolean contains(IpBlock other) {
        return other.prefixLength >= prefixLength && contains(other.address);
    }

    private byte[] masked(byte[] bytes) {
        for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
