package dev.supercargo.decisions.verification;

import dev.supercargo.meta.Json;
import dev.supercargo.model.AnalysisArgument;
import dev.supercargo.model.AnalysisTemplateSpec;
import dev.supercargo.model.DryRunMetric;
import dev.supercargo.model.MeasurementRetention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several analysis templates made one: everything in order, nothing named twice.
record FlatTemplate(
        List<Object> metrics,
        List<AnalysisArgument> args,
        List<DryRunMetric> dryRun,
        List<MeasurementRetention> retention) {
    /// @throws IllegalArgumentException where two templates contradict each other
    static FlatTemplate of(List<AnalysisTemplateSpec> templates) {
        var metrics = new ArrayList<Object>();
        var args = new LinkedHashMap<String, AnalysisArgument>();
        var dryRun = new ArrayList<DryRunMetric>();
        var retention = new ArrayList<MeasurementRetention>();
        for (AnalysisTemplateSpec template : templates) {
            metrics.addAll(template.metrics());
            dryRun.addAll(template.dryRun());
            retention.addAll(template.measurementRetention());
            template.args().forEach(arg -> args.merge(arg.name(), arg, FlatTemplate::merged));
        }
        unique(
                "metric",
                metrics.stream()
                        .map(metric -> Json.text(metric, "name").orElse(""))
                        .toList());
        unique("dry-run metric", dryRun.stream().map(DryRunMetric::metricName).toList());
        unique(
                "measurement retention metric",
                retention.stream().map(MeasurementRetention::metricName).toList());
        return new FlatTemplate(metrics, List.copyOf(args.values()), dryRun, retention);
    }

    private static void unique(String what, List<String> names) {
        var seen = new HashSet<String>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("duplicate " + what + " name: \"" + name + "\"");
            }
        }
    }

    /// The first definition stays; only a missing value is taken from a later one.
    private static AnalysisArgument merged(AnalysisArgument first, AnalysisArgument later) {
        String mine = first.value();
        String theirs = later.value();
        if (mine != null && theirs != null && !mine.equals(theirs)) {
            throw new IllegalArgumentException("conflicting values for argument \"" + first.name() + "\": \"" + mine
                    + "\" and \"" + theirs + "\"");
        }
        return mine == null ? new AnalysisArgument(first.name(), theirs, first.valueFrom()) : first;
    }

    /// The declared arguments with the values that a Stage gives. A value given takes the place of a source.
    ///
    /// @throws IllegalArgumentException where an argument ends without value and source
    List<AnalysisArgument> arguments(Map<String, String> values) {
        var arguments = new ArrayList<AnalysisArgument>();
        for (AnalysisArgument arg : args) {
            String given = values.get(arg.name());
            AnalysisArgument resolved = given == null ? arg : new AnalysisArgument(arg.name(), given, null);
            if (resolved.value() == null && resolved.valueFrom() == null) {
                throw new IllegalArgumentException("merge arguments: validate merged arguments: unresolved argument \""
                        + arg.name() + "\": neither Value nor ValueFrom is set");
            }
            arguments.add(resolved);
        }
        return arguments;
    }
}
