package dev.supercargo.expr.syntax;

/// A word of the source.
///
/// @param position offset of its first code point
record Token(Kind kind, String text, int position) {
    enum Kind {
        IDENTIFIER("Identifier"),
        NUMBER("Number"),
        STRING("String"),
        BYTES("Bytes"),
        OPERATOR("Operator"),
        BRACKET("Bracket"),
        END("EOF");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isBracket(String bracket) {
        return kind == Kind.BRACKET && text.equals(bracket);
    }

    /// As messages show it: `Operator("+")`, `EOF`.
    @Override
    public String toString() {
        return text.isEmpty() ? kind.word : kind.word + "(" + Quotes.quote(text) + ")";
    }
}
