package dev.supercargo.model;

/// JSON text as Go prints it by default: safe inside HTML.
public final class HtmlSafe {
    private HtmlSafe() {}

    /// The same JSON text with `<`, `>`, `&` and the two Unicode line separators escaped.
    public static String escape(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
