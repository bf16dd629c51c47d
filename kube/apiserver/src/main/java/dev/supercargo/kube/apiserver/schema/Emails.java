package dev.supercargo.kube.apiserver.schema;

/// Mail addresses as in RFC 5322: an address alone, or a name with the address in angle brackets.
final class Emails {
    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~";

    private Emails() {}

    static boolean isAddress(String text) {
        String trimmed = text.strip();
        int open = trimmed.lastIndexOf('<');
        if (open >= 0) {
            return trimmed.endsWith(">")
                    && isPhrase(trimmed.substring(0, open).strip())
                    && isPlain(trimmed.substring(open + 1, trimmed.length() - 1).strip());
        }
        return isPlain(trimmed);
    }

    private static boolean isPlain(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1) {
            return false;
        }
        String local = address.substring(0, at);
        String domain = address.substring(at + 1);
        boolean literal = domain.startsWith("[") && domain.endsWith("]") && domain.length() > 2;
        return (isQuoted(local) || isDotted(local)) && (literal || isDotted(domain));
    }

    private static boolean isDotted(String text) {
        for (String atom : text.split("\\.", -1)) {
            if (atom.isEmpty() || !atom.codePoints().allMatch(Emails::isAtomSign)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPhrase(String text) {
        return text.isEmpty()
                || isQuoted(text)
                || text.codePoints().allMatch(c -> isAtomSign(c) || c == ' ' || c == '\t' || c == '.');
    }

    private static boolean isQuoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return false;
        }
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == text.length() - 1) {
                    return false;
                }
            } else if (c == '"' || c < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtomSign(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c > 0x7f
                || ATOM_SIGNS.indexOf(c) >= 0;
    }
}
