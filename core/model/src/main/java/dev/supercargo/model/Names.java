package dev.supercargo.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// How names are made and shortened (resources.md 4.6, 4.7).
public final class Names {
    private static final int HASH = 8;
    private static final int PREFIX = 218;

    private Names() {}

    /// The text as a label value: at most 63 bytes.
    public static String label(String text) {
        return shorten(text, 63);
    }

    /// The text as the name of an object: at most 253 bytes.
    public static String resource(String text) {
        return shorten(text, 253);
    }

    /// The text itself where it is short enough, else its beginning, `-` and the beginning of its SHA-256.
    static String shorten(String text, int max) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= max) {
            return text;
        }
        String prefix = cut(bytes, max - HASH - 1);
        while (prefix.endsWith("-")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        return prefix + "-" + digest("SHA-256", bytes).substring(0, HASH);
    }

    /// The name of a Promotion or PromotionRequest: `<prefix>.<ulid>.<first 7 of the Freight's name>`, where the prefix
    /// is the Stage, or Stage and Target; empty where a part is missing.
    public static String promotion(String prefix, String ulid, String freight) {
        if (prefix.isEmpty() || freight.isEmpty()) {
            return "";
        }
        byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
        String shortened = prefix;
        if (bytes.length > PREFIX) {
            shortened = cut(bytes, PREFIX);
            while (shortened.endsWith(".") || shortened.endsWith("-")) {
                shortened = shortened.substring(0, shortened.length() - 1);
            }
        }
        return lower(shortened + "." + ulid + "." + first7(freight));
    }

    /// The name of an AnalysisRun: `<stage>.<ulid>.<first 7 of the collection's identifier>`.
    public static String analysisRun(String stage, String ulid, String collection) {
        return lower(cut(stage.getBytes(StandardCharsets.UTF_8), PREFIX) + "." + ulid + "." + first7(collection));
    }

    /// Lower-case hexadecimal SHA-1 of a text in UTF-8; an identifier, not a protection.
    public static String sha1(String text) {
        return digest("SHA-1", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String first7(String text) {
        return text.length() <= 7 ? text : text.substring(0, 7);
    }

    private static String cut(byte[] bytes, int length) {
        return new String(Arrays.copyOf(bytes, Math.min(length, bytes.length)), StandardCharsets.UTF_8);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
