package dev.supercargo.decisions.verification;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Identifiers that follow from what they are for, so that a turn that is repeated after a crash gives the same ones.
final class Identity {
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ULID_LENGTH = 26;
    private static final int ENTROPY_BITS = 80;

    private Identity() {}

    /// A UUID for a subject.
    static String uuid(String subject) {
        return named(subject).toString();
    }

    /// A ULID, in lower case, for a subject and the moment that it stems from.
    static String ulid(Instant since, String subject) {
        UUID hash = named(subject);
        BigInteger entropy = BigInteger.valueOf(hash.getMostSignificantBits())
                .shiftLeft(Long.SIZE)
                .xor(BigInteger.valueOf(hash.getLeastSignificantBits()))
                .mod(BigInteger.TWO.pow(ENTROPY_BITS));
        BigInteger value = BigInteger.valueOf(Math.max(0, since.toEpochMilli()))
                .shiftLeft(ENTROPY_BITS)
                .or(entropy);
        var text = new StringBuilder();
        for (int i = 0; i < ULID_LENGTH; i++) {
            text.append(CROCKFORD.charAt(value.intValue() & 31));
            value = value.shiftRight(5);
        }
        return text.reverse().toString();
    }

    private static UUID named(String subject) {
        return UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8));
    }
}
