package dev.supercargo.expr;

import dev.supercargo.expr.ExpressionException.Phase;
import dev.supercargo.expr.syntax.Fault;

/// Shows where in the source a mistake is (expressions.md B.3).
final class Snippet {
    private Snippet() {}

    static ExpressionException explain(String source, Fault fault) {
        int[] points = source.codePoints().toArray();
        int line = 1;
        int column = 1;
        int start = 0;
        for (int i = 0; i < Math.min(fault.position(), points.length); i++) {
            column++;
            if (points[i] == '\n') {
                line++;
                column = 1;
                start = i + 1;
            }
        }
        int end = start;
        while (end < points.length && points[end] != '\n') {
            end++;
        }
        String problem = String.valueOf(fault.getMessage());
        Phase phase = fault.isAtRunTime() ? Phase.RUN : Phase.COMPILE;
        if (end == start) {
            return ExpressionException.plain(problem, phase, fault.getCause());
        }
        String text = new String(points, start, end - start).replace('\t', ' ');
        String marked = " (" + line + ":" + column + ")\n | " + text + "\n | " + ".".repeat(column - 1) + "^";
        return new ExpressionException(problem, phase, line, column, marked, fault.expected(), fault.getCause());
    }
}
