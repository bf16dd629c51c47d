package dev.supercargo.app.demo;

import java.util.List;

/// Tells whoever runs the demo what happens. Three forms: a live table, plain lines, JSON.
interface Report {
    /// What one Stage shows at a moment. Texts are empty where there is nothing to say.
    record Row(String stage, String freight, String phase, String step, String reason) {}

    /// Something happened that is not about a Stage.
    void say(String event, String text);

    /// The Stages as they are now; called after each change.
    void stages(List<Row> rows);

    /// The end: whether all went well, and what each Stage holds.
    void finished(boolean ok, List<String> lines);
}
