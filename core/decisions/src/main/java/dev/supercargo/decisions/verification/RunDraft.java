package dev.supercargo.decisions.verification;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Templates;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Values;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.AnalysisArgument;
import dev.supercargo.model.AnalysisRunMetadata;
import dev.supercargo.model.AnalysisRunSpec;
import dev.supercargo.model.AnalysisTemplateSpec;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.FreightReference;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Names;
import dev.supercargo.model.OwnerReference;
import dev.supercargo.model.VerificationArgument;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An AnalysisRun made of an order and the templates that it names, ready to be created (controllers.md 9.2,
/// verification.md 6).
public final class RunDraft {
    private final RunOrder order;
    private final Optional<String> instance;

    private RunDraft(RunOrder order, Optional<String> instance) {
        this.order = order;
        this.instance = instance;
    }

    /// Something that the run needs is missing or malformed; the message says what, from the outermost step inwards.
    public static final class Unbuildable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unbuildable(String message) {
            super(message);
        }
    }

    /// Begins a draft; `instance` is the label of the one who carries runs out, where runs are labelled.
    public static RunDraft of(RunOrder order, Optional<String> instance) {
        return new RunDraft(order, instance);
    }

    /// The finished run.
    ///
    /// @param templates the templates' specs: those of the namespace first, then those of the cluster
    /// @param functions what expressions may call
    /// @param uids finds the uid of Freight by its name, which owns the run
    public KubeObject finished(
            List<AnalysisTemplateSpec> templates,
            Collection<HostFunction> functions,
            Function<String, Optional<String>> uids,
            Instant now)
            throws Unbuildable {
        FlatTemplate flat;
        List<AnalysisArgument> arguments;
        try {
            flat = FlatTemplate.of(templates);
        } catch (IllegalArgumentException e) {
            throw new Unbuildable("build spec: flatten templates: " + e.getMessage());
        }
        try {
            Map<String, String> values = values(functions, now);
            arguments = flat.arguments(values);
        } catch (IllegalArgumentException e) {
            throw new Unbuildable("build spec: build arguments: " + e.getMessage());
        }
        if (flat.metrics().isEmpty()) {
            throw new Unbuildable("build spec: verification defines no metrics");
        }
        var spec = new AnalysisRunSpec(flat.metrics(), arguments, false, flat.dryRun(), flat.retention(), null);
        KubeObject run = KubeObject.named(
                Kinds.ANALYSIS_RUN, new ObjectKey(order.stage().metadata().namespace(), order.name()));
        return run.with(new LinkedHashMap<String, Object>(labels()), "metadata", "labels")
                .with(new LinkedHashMap<String, Object>(annotations()), "metadata", "annotations")
                .with(Wire.writeAll(owners(uids)), "metadata", "ownerReferences")
                .with(Wire.write(spec), "spec");
    }

    private Map<String, String> labels() {
        var labels = new LinkedHashMap<>(metadata().labels());
        labels.put(Labels.STAGE, Names.label(stageName()));
        labels.put(Labels.FREIGHT_COLLECTION, order.collection().id());
        instance.ifPresent(id -> labels.put(Labels.ROLLOUTS_INSTANCE, id));
        return labels;
    }

    private Map<String, String> annotations() {
        var annotations = new LinkedHashMap<>(metadata().annotations());
        if (!Names.label(stageName()).equals(stageName())) {
            annotations.put(Annotations.STAGE, stageName());
        }
        order.promotion().ifPresent(promotion -> annotations.put(Annotations.PROMOTION, promotion));
        return annotations;
    }

    private AnalysisRunMetadata metadata() {
        AnalysisRunMetadata metadata = order.verification().analysisRunMetadata();
        return metadata == null ? new AnalysisRunMetadata(Map.of(), Map.of()) : metadata;
    }

    private String stageName() {
        return order.stage().metadata().name();
    }

    private List<OwnerReference> owners(Function<String, Optional<String>> uids) throws Unbuildable {
        var owners = new ArrayList<OwnerReference>();
        for (FreightReference freight : order.collection().items().values()) {
            String uid = uids.apply(freight.name())
                    .orElseThrow(() ->
                            new Unbuildable("build owner references: Freight \"" + freight.name() + "\" not found"));
            owners.add(new OwnerReference(
                    Kinds.FREIGHT.apiVersion(), Kinds.FREIGHT.kind(), freight.name(), uid, false, false));
        }
        return owners;
    }

    /// The values that the Stage gives to arguments. An empty value counts as not given; an expression that yields
    /// empty
    /// text is a value.
    private Map<String, String> values(Collection<HostFunction> functions, Instant now) {
        var context = new LinkedHashMap<String, Object>();
        context.put("project", order.stage().metadata().namespace());
        context.put("stage", stageName());
        Environment environment =
                Environment.of(Map.of("ctx", context)).withFunctions(functions).at(now);
        var vars = new LinkedHashMap<String, Object>();
        for (ExpressionVariable variable : order.stage().spec().vars()) {
            Environment sees = environment.with("vars", new LinkedHashMap<>(vars));
            Json.putNullable(
                    vars,
                    variable.name(),
                    evaluated("evaluate variable \"" + variable.name() + "\": ", variable.value(), sees));
        }
        Environment all = environment.with("vars", vars);
        var values = new LinkedHashMap<String, String>();
        for (VerificationArgument argument : order.verification().args()) {
            if (!argument.value().isEmpty()) {
                Object value = evaluated("evaluate argument \"" + argument.name() + "\": ", argument.value(), all);
                if (!(value instanceof String text)) {
                    throw new IllegalArgumentException("evaluated argument \"" + argument.name()
                            + "\" value is not a string but " + Values.typeName(value));
                }
                values.put(argument.name(), text);
            }
        }
        return values;
    }

    private static @Nullable Object evaluated(String prefix, String template, Environment environment) {
        try {
            return Templates.render(template, environment);
        } catch (ExpressionException e) {
            throw new IllegalArgumentException(prefix + e.getMessage(), e);
        }
    }
}
