package dev.supercargo.conformance;

import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Scope;
import dev.supercargo.controllers.management.GarbageCollector;
import dev.supercargo.decisions.garbage.Retention;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a user does that makes a component use a grant. One row per grant, by its words; for those that
/// real work on a laptop does not use, the reason, and an audit is triggered instead. A new grant needs a
/// row here.
final class Drives {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTHING = "{uses: compose-output, as: out, config: {a: b}}";
    private static final String WATCH = "only an open watch uses it, and that is not interrupted";
    private static final String CLUSTER = "used in a cluster only";

    private final Desk desk;
    private final String project;
    private final String url;
    private final Map<String, Supplier<Drive>> drives = new HashMap<>();
    private final Map<String, String> audited = new HashMap<>();
    private int serial;

    /// @param project where there are Warehouse `app` with Freight, and Stage `dev`
    /// @param url where its repositories are served
    Drives(Desk desk, String project, String url) {
        this.desk = desk;
        this.project = project;
        this.url = url;
        controller();
        management();
        others();
    }

    /// @param act what the user does once the grant is gone; it may fail
    /// @param told the condition that must name the refusal, on the object whose turn is refused
    /// @param after what must come true once the grant is back
    record Drive(Runnable act, Optional<Told> told, Runnable after) {
        Drive telling(ResourceType type, ObjectKey key, String condition) {
            return new Drive(act, Optional.of(new Told(type, key, condition)), after);
        }
    }

    /// A condition of an object.
    record Told(ResourceType type, ObjectKey key, String condition) {
        @Override
        public String toString() {
            return "condition " + condition + " of " + type.kind() + " " + key;
        }
    }

    /// Prepares the drive of a grant while it is still there; empty where an audit must do.
    Optional<Drive> prepare(Grant grant) {
        String words = words(grant);
        if (audited.containsKey(words)) {
            return Optional.empty();
        }
        return Optional.ofNullable(drives.get(words)).map(Supplier::get).or(() -> {
            throw new AssertionError("say in Drives what makes a component use \"" + words + "\"");
        });
    }

    private static String words(Grant grant) {
        String where = switch (grant.scope()) {
            case Scope.Everywhere _ -> "";
            case Scope.In(var namespace) -> " in " + namespace;
            case Scope.EachProject _ -> " in each Project";
        };
        return grant.component().word() + ": " + String.join(",", grant.verbs()) + " on "
                + String.join(",", grant.resources()) + where;
    }

    private void controller() {
        audited.put("controller: list,watch on stages", WATCH);
        audited.put("controller: list,watch on projectconfigs", WATCH);
        audited.put("controller: update on stages/finalizers", "our own references do not block deletion");
        audited.put("controller: create,get,update on leases in kargo", CLUSTER);
        controller("get on stages", () -> promoted(output("stageMetadata('dev')"), true));
        controller(
                "get,list,watch on warehouses", () -> promoted(output("commitFrom('" + url + "/app.git').ID"), true));
        controller("get,list,watch on promotions", this::refusedTurn);
        controller("get,list,watch on freights", () -> promoted(alias(), true));
        controller("get on clusterconfigs", () -> promoted(cloned(), true));
        controller("create on promotions", this::automatic);
        controller("create on freights", () -> warehouse().telling(Kinds.WAREHOUSE, last("fresh"), "Ready"));
        controller("promote on stages", this::unpromoted);
        controller("patch on freights", () -> promoted(alias(), true));
        controller("patch on stages", () -> stage().telling(Kinds.STAGE, last("new"), "Ready"));
        controller("patch on stages/status", this::stage);
        controller("patch on warehouses/status", this::warehouse);
        controller("patch on promotions/status", this::refusedTurn);
        controller("patch on freights/status", () -> promoted(NOTHING, true));
        controller("create on events", () -> promoted(NOTHING, false));
        controller("get,list,watch on analysisruns", this::lostRun);
        controller("create on analysisruns", this::verified);
        controller("patch on analysisruns", this::aborted);
        controller("deletecollection on analysisruns", this::stageGoes);
        controller("get on analysistemplates,clusteranalysistemplates", this::verified);
        controller("get on configmaps", () -> promoted(output("configMap('none')"), true));
        controller("get,list on secrets in each Project", () -> {
            Drive drive = warehouse(); // the runner of analyses may get them, and shares the role
            return drive.telling(Kinds.WAREHOUSE, last("fresh"), "Healthy");
        });
        controller(
                "get,list on secrets in kargo-shared-resources", () -> promoted(output("sharedSecret('none')"), true));
        controller("get on secrets in kargo-system-resources", this::signed);
    }

    private void controller(String words, Supplier<Drive> drive) {
        drives.put("controller: " + words, drive);
    }

    private void management() {
        audited.put("management: list,watch on stages,warehouses", WATCH);
        audited.put("management: list,watch on roles,rolebindings,clusterroles,clusterrolebindings", WATCH);
        audited.put("management: update on projects", "held only to be given on");
        audited.put("management: create on namespaces", "admission makes the namespace first");
        audited.put("management: create on leases in kargo", CLUSTER);
        audited.put("management: get,update on leases in kargo", CLUSTER);
        management("get,list,watch on projects", this::projectAgain);
        management("get,list,watch on projectconfigs,clusterconfigs", this::configAgain);
        management("patch on projects", this::project);
        management("delete on projects", this::namespaceGoes);
        management("patch on projects/status", this::project);
        management("patch on projectconfigs/status,clusterconfigs/status", this::configAgain);
        management("get,list,watch,patch on namespaces", this::projectAgain);
        management("delete on namespaces", this::projectGoes);
        management("get,list,watch,create on serviceaccounts", this::project);
        management("patch on serviceaccounts", this::account);
        management("get,list,watch,create,patch,delete on secrets,configmaps", this::shared);
        management("get,create,patch on roles,rolebindings,clusterroles,clusterrolebindings", this::project);
        management("delete on rolebindings,clusterroles,clusterrolebindings", this::projectGoes);
        management("escalate on roles", this::project);
        management("bind on roles", this::project);
        management("bind on clusterroles", this::unbound);
        management("create on events", this::trouble);
        management("create on subjectaccessreviews", () -> new Drive(() -> {}, Optional.empty(), () -> {}));
    }

    private void management(String words, Supplier<Drive> drive) {
        drives.put("management: " + words, drive);
    }

    private void others() {
        drives.put("admission: get,list on stages,freights", this::byHand);
        drives.put("admission: get on projectconfigs,warehouses,targets", this::request);
        drives.put("admission: get on promotiontasks,clusterpromotiontasks", this::tasked);
        drives.put("admission: get on namespaces", this::project);
        drives.put("admission: create on namespaces", this::project);
        drives.put("admission: create on rolebindings", this::project);
        drives.put("admission: bind on clusterroles", this::project);
        drives.put("admission: create on subjectaccessreviews", this::byHand);
        drives.put("admission: create on events", this::byHand);
        audited.put("admission: get,patch on secrets in kargo", CLUSTER);
        audited.put("admission: get,patch on mutatingwebhookconfigurations,validatingwebhookconfigurations", CLUSTER);
        drives.put("analysis: get,list,watch on analysisruns", () -> run("", ""));
        drives.put("analysis: patch on analysisruns", () -> run("", ""));
        drives.put("analysis: delete on analysisruns", () -> run("ttlStrategy: {secondsAfterCompletion: 1}", ""));
        drives.put(
                "analysis: get on secrets in each Project",
                () -> run(
                        "args: [{name: word, valueFrom: {secretKeyRef: {name: words, key: word}}}]", "{{args.word}}"));
        drives.put("analysis: create on events", () -> run("", ""));
        audited.put("analysis: create on leases in kargo", CLUSTER);
        audited.put("analysis: get,update on leases in kargo", CLUSTER);
        for (String words : List.of(
                "list on namespaces",
                "list on stages,warehouses",
                "list,delete on freights,promotions",
                "promote on stages")) {
            drives.put("garbage-collector: " + words, this::collected);
        }
        audited.put("garbage-collector: create on events", "used only where something else is missing");
        audited.put("garbage-collector: create on leases in kargo", CLUSTER);
        audited.put("garbage-collector: get,update on leases in kargo", CLUSTER);
        audited.put(
                "api: list,watch on projects,projectconfigs,clusterconfigs,stages,warehouses,freights,promotions",
                WATCH);
        audited.put("api: list,watch on analysisruns", WATCH);
        audited.put("api: list on leases in kargo", "used every ten seconds, whatever users do");
        audited.put("api: create on events", "used only where something else is missing");
        audited.put("api: create on tokenreviews", "a laptop has one user");
        audited.put("api: create on subjectaccessreviews", "a laptop has one user");
    }

    private String name(String stem) {
        return stem + "-" + ++serial;
    }

    private ObjectKey last(String stem) {
        return new ObjectKey(project, stem + "-" + serial);
    }

    private static String output(String expression) {
        return "{uses: compose-output, as: out, config: {a: \"${{ " + expression + " }}\"}}";
    }

    private String alias() {
        return "{uses: set-freight-alias, config: {name: \"${{ ctx.targetFreight.name }}\", alias: alias-" + serial
                + "}}";
    }

    private String cloned() {
        return "{uses: git-clone, config: {repoURL: \"" + url
                + "/gitops.git\", checkout: [{branch: main, path: ./main}]}}";
    }

    private static String attempt(Runnable act) {
        try {
            act.run();
            return "";
        } catch (WorldException e) {
            return e.failure().what(); // the user is told what is missing
        }
    }

    private String stageYaml(String name, String step, String verification) {
        return """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: %s}
                spec:
                  requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
                  promotionTemplate: {spec: {steps: [%s]}}
                  %s
                """.formatted(name, project, step, verification);
    }

    private ObjectKey stageByHand(String step, String verification) {
        ObjectKey key = new ObjectKey(project, name("hand"));
        desk.create(stageYaml(key.name(), step, verification));
        awaitHandled(key);
        return key;
    }

    private void awaitHandled(ObjectKey stage) {
        await("Stage " + stage + " is looked after")
                .atMost(PATIENCE)
                .until(() -> !desk.condition(Kinds.STAGE, stage, "Healthy").isEmpty());
    }

    /// Creates a Promotion, as a person does.
    ObjectKey promote(ObjectKey stage) {
        String freight = desk.all(Kinds.FREIGHT, stage.namespace()).stream()
                .filter(one -> Desk.text(one.view(), "origin", "name").equals("app"))
                .findFirst()
                .orElseThrow()
                .name();
        return desk.kube()
                .create(
                        Kinds.PROMOTION,
                        KubeObject.named(Kinds.PROMOTION, new ObjectKey(stage.namespace(), "any"))
                                .with(Map.of("stage", stage.name(), "freight", freight), "spec"))
                .key();
    }

    void awaitSuccess(String what, ObjectKey promotion) {
        await(what).atMost(PATIENCE).until(() -> phase(promotion), "Succeeded"::equals);
    }

    private String phase(ObjectKey promotion) {
        return desk.kube()
                .get(Kinds.PROMOTION, promotion)
                .map(found -> Desk.text(found.view(), "status", "phase"))
                .orElse("");
    }

    /// A Promotion by hand with one step; afterwards the next one to the same Stage succeeds.
    private Drive promoted(String step, boolean told) {
        ObjectKey stage = stageByHand(step, "");
        var drive = new Drive(() -> promote(stage), Optional.empty(), () -> {
            awaitSuccess("the same Promotion succeeds with the grant", promote(stage));
            desk.kube().delete(Kinds.STAGE, stage);
        });
        return told ? drive.telling(Kinds.STAGE, stage, "Ready") : drive;
    }

    /// Turns over a Promotion are refused; Promotions have no conditions, so that the Stage says it. With
    /// the grant the same Promotion goes on.
    private Drive refusedTurn() {
        ObjectKey stage = stageByHand(NOTHING, "");
        return new Drive(() -> promote(stage), Optional.empty(), () -> {
                    desk.awaitPromotion(stage, "Succeeded");
                    desk.kube().delete(Kinds.STAGE, stage);
                })
                .telling(Kinds.STAGE, stage, "Permissions");
    }

    /// A Stage that promotes by itself.
    private Drive automatic() {
        ObjectKey stage = new ObjectKey(project, name("driven"));
        return new Drive(() -> desk.create(stageYaml(stage.name(), NOTHING, "")), Optional.empty(), () -> {
                    desk.awaitPromotion(stage, "Succeeded");
                    desk.awaitCondition(Kinds.STAGE, stage, "AutoPromotion", "True/");
                    desk.kube().delete(Kinds.STAGE, stage);
                })
                .telling(Kinds.STAGE, stage, "AutoPromotion");
    }

    /// Admission asks whether whoever creates a Promotion may promote.
    private Drive unpromoted() {
        Drive drive = automatic();
        return drive.telling(Kinds.STAGE, last("driven"), "Ready");
    }

    private Drive stage() {
        ObjectKey stage = new ObjectKey(project, name("new"));
        return new Drive(() -> desk.create(stageYaml(stage.name(), NOTHING, "")), Optional.empty(), () -> {
            awaitHandled(stage);
            desk.kube().delete(Kinds.STAGE, stage);
        });
    }

    private Drive warehouse() {
        ObjectKey key = new ObjectKey(project, name("fresh"));
        return new Drive(() -> desk.create("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: Warehouse
                        metadata: {name: %s, namespace: %s}
                        spec: {interval: 1h, subscriptions: [{git: {repoURL: "%s/app.git", branch: main}}]}
                        """.formatted(key.name(), project, url)), Optional.empty(), () -> {
            desk.awaitCondition(Kinds.WAREHOUSE, key, "Ready", "True/");
            desk.kube().delete(Kinds.WAREHOUSE, key);
        });
    }

    private Drive verified() {
        ObjectKey stage = stageByHand(NOTHING, "verification: {analysisTemplates: [{name: quick}]}");
        return new Drive(() -> promote(stage), Optional.empty(), () -> {
                    awaitSuccess("a Promotion succeeds", promote(stage));
                    desk.awaitCondition(Kinds.STAGE, stage, "Verified", "True/");
                    desk.kube().delete(Kinds.STAGE, stage);
                })
                .telling(Kinds.STAGE, stage, "Verified");
    }

    private ObjectKey verifying() {
        ObjectKey stage = stageByHand(NOTHING, "verification: {analysisTemplates: [{name: slow}]}");
        promote(stage);
        desk.awaitCondition(Kinds.STAGE, stage, "Verified", "Unknown/VerificationRunning");
        await("its run is known")
                .atMost(PATIENCE)
                .until(() -> !verification(stage, "id").isEmpty());
        return stage;
    }

    private String verification(ObjectKey stage, String... path) {
        Map<String, Object> tree =
                desk.kube().get(Kinds.STAGE, stage).orElseThrow().view();
        return Json.list(tree, "status", "freightHistory").stream()
                .limit(1)
                .flatMap(held -> Json.list(held, "verificationHistory").stream().limit(1))
                .map(entry -> Desk.text(entry, path))
                .findFirst()
                .orElse("");
    }

    private void annotate(ResourceType type, ObjectKey key, String name, String value) {
        desk.kube().patch(type, key, Map.of("metadata", Map.of("annotations", Map.of(name, value))));
    }

    /// Somebody deletes the run of a verification; the Stage looks for it.
    private Drive lostRun() {
        ObjectKey stage = verifying();
        return new Drive(
                () -> {
                    desk.kube()
                            .delete(
                                    Kinds.ANALYSIS_RUN,
                                    new ObjectKey(project, verification(stage, "analysisRun", "name")));
                    annotate(
                            Kinds.STAGE,
                            stage,
                            "kargo.akuity.io/refresh",
                            Instant.now().toString());
                },
                Optional.empty(),
                () -> {
                    await("the verification has ended")
                            .atMost(PATIENCE)
                            .until(() -> !desk.condition(Kinds.STAGE, stage, "Verified")
                                    .startsWith("Unknown/VerificationRunning"));
                    desk.kube().delete(Kinds.STAGE, stage);
                });
    }

    private Drive aborted() {
        ObjectKey stage = verifying();
        return new Drive(
                () -> annotate(Kinds.STAGE, stage, "kargo.akuity.io/abort", verification(stage, "id")),
                Optional.empty(),
                () -> {
                    desk.awaitCondition(Kinds.STAGE, stage, "Verified", "False");
                    desk.kube().delete(Kinds.STAGE, stage);
                });
    }

    private Drive stageGoes() {
        ObjectKey stage = stageByHand(NOTHING, "verification: {analysisTemplates: [{name: quick}]}");
        return new Drive(
                        () -> desk.kube().delete(Kinds.STAGE, stage),
                        Optional.empty(),
                        () -> awaitGone(Kinds.STAGE, stage))
                .telling(Kinds.STAGE, stage, "Ready");
    }

    /// A commit is to be signed with a key that nobody may read.
    private Drive signed() {
        ObjectKey stage = stageByHand(cloned(), "");
        sign(Map.of("signingKeySecret", Map.of("name", "none")));
        return new Drive(() -> promote(stage), Optional.empty(), () -> {
                    var none = new HashMap<String, Object>();
                    Json.putNullable(none, "signingKeySecret", null);
                    sign(none);
                    awaitSuccess("without a key the Promotion succeeds", promote(stage));
                    desk.kube().delete(Kinds.STAGE, stage);
                })
                .telling(Kinds.STAGE, stage, "Ready");
    }

    private void sign(Map<String, Object> client) {
        desk.kube()
                .patch(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"), Map.of("spec", Map.of("gitClient", client)));
    }

    private void awaitGone(ResourceType type, ObjectKey key) {
        await(type.kind() + " " + key + " is gone")
                .atMost(PATIENCE)
                .until(() -> desk.kube().get(type, key).isEmpty());
    }

    private Drive project() {
        String name = name("project");
        Runnable make = () -> desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: %s}
                """.formatted(name));
        return new Drive(() -> attempt(make), Optional.empty(), () -> {
            if (desk.kube().get(Kinds.PROJECT, ObjectKey.cluster(name)).isEmpty()) {
                make.run();
            }
            desk.awaitCondition(Kinds.PROJECT, ObjectKey.cluster(name), "Ready", "True");
        });
    }

    private ObjectKey readyProject() {
        ObjectKey key = ObjectKey.cluster(name("project"));
        desk.create("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: %s}
                """.formatted(key.name()));
        desk.awaitCondition(Kinds.PROJECT, key, "Ready", "True");
        return key;
    }

    private Drive projectGoes() {
        ObjectKey key = readyProject();
        return new Drive(() -> desk.kube().delete(Kinds.PROJECT, key), Optional.empty(), () -> {
            awaitGone(Kinds.PROJECT, key);
            awaitGone(Kinds.NAMESPACE, key);
        });
    }

    private Drive namespaceGoes() {
        ObjectKey key = readyProject();
        return new Drive(() -> desk.kube().delete(Kinds.NAMESPACE, key), Optional.empty(), () -> {
            awaitGone(Kinds.PROJECT, key);
            awaitGone(Kinds.NAMESPACE, key);
        });
    }

    private Drive projectAgain() {
        ObjectKey key = readyProject();
        return new Drive(
                () -> annotate(
                        Kinds.PROJECT,
                        key,
                        "kargo.akuity.io/refresh",
                        Instant.now().toString()),
                Optional.empty(),
                () -> {
                    desk.kube().delete(Kinds.PROJECT, key);
                    awaitGone(Kinds.PROJECT, key);
                });
    }

    /// Admission has bound the first role of a Project; when that goes, the management controller puts it
    /// right.
    private Drive unbound() {
        ObjectKey key = readyProject();
        var binding = new ObjectKey(key.name(), "kargo-project-admin");
        return new Drive(
                () -> {
                    desk.kube().delete(Kinds.ROLE_BINDING, binding);
                    annotate(
                            Kinds.PROJECT,
                            key,
                            "kargo.akuity.io/refresh",
                            Instant.now().toString());
                },
                Optional.empty(),
                () -> await("it is bound again")
                        .atMost(PATIENCE)
                        .until(() ->
                                desk.kube().get(Kinds.ROLE_BINDING, binding).isPresent()));
    }

    private Drive configAgain() {
        var key = new ObjectKey(project, project);
        String token = Instant.now().toString();
        return new Drive(
                () -> annotate(Kinds.PROJECT_CONFIG, key, "kargo.akuity.io/refresh", token),
                Optional.empty(),
                () -> await("the refresh is answered")
                        .atMost(PATIENCE)
                        .until(() -> desk.kube()
                                .get(Kinds.PROJECT_CONFIG, key)
                                .filter(config -> Desk.text(config.view(), "status", "lastHandledRefresh")
                                        .equals(token))
                                .isPresent()));
    }

    private Drive account() {
        var key = new ObjectKey(Component.NAMESPACE, name("account"));
        return new Drive(() -> desk.create("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: {name: %s, namespace: kargo, labels: {app.kubernetes.io/component: controller}}
                        """.formatted(key.name())), Optional.empty(), () -> {
            await("it is guarded")
                    .atMost(PATIENCE)
                    .until(() -> desk.kube().get(Kinds.SERVICE_ACCOUNT, key).stream()
                            .anyMatch(account -> !Json.list(account.view(), "metadata", "finalizers")
                                    .isEmpty()));
            desk.kube().delete(Kinds.SERVICE_ACCOUNT, key);
            awaitGone(Kinds.SERVICE_ACCOUNT, key);
        });
    }

    private Drive shared() {
        String name = name("shared");
        var source = new ObjectKey("kargo-shared-resources", name);
        return new Drive(() -> desk.create("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: %s
                          namespace: kargo-shared-resources
                          labels: {kargo.akuity.io/cred-type: generic}
                          annotations: {kargo.akuity.io/replicate-to: "*"}
                        data: {word: Zmlyc3Q=}
                        """.formatted(name)), Optional.empty(), () -> {
            await("it is copied")
                    .atMost(PATIENCE)
                    .until(() -> desk.kube()
                            .get(Kinds.SECRET, new ObjectKey(project, name))
                            .isPresent());
            desk.kube().delete(Kinds.SECRET, source);
            awaitGone(Kinds.SECRET, source);
        });
    }

    /// A receiver of the installation names a Secret that is not there, which is a problem to be told.
    private Drive trouble() {
        ObjectKey cluster = ObjectKey.cluster("cluster");
        Map<String, Object> receiver = Map.of("name", "any", "github", Map.of("secretRef", Map.of("name", "none")));
        return new Drive(
                () -> desk.kube()
                        .patch(
                                Kinds.CLUSTER_CONFIG,
                                cluster,
                                Map.of("spec", Map.of("webhookReceivers", List.of(receiver)))),
                Optional.empty(),
                () -> desk.kube()
                        .patch(Kinds.CLUSTER_CONFIG, cluster, Map.of("spec", Map.of("webhookReceivers", List.of()))));
    }

    /// A Promotion that a person creates; afterwards the next one succeeds.
    private Drive byHand() {
        ObjectKey stage = stageByHand(NOTHING, "");
        return new Drive(() -> attempt(() -> promote(stage)), Optional.empty(), () -> {
            awaitSuccess("it can be asked for", promote(stage));
            desk.kube().delete(Kinds.STAGE, stage);
        });
    }

    private Drive tasked() {
        ObjectKey stage = stageByHand("{task: {kind: ClusterPromotionTask, name: nothing}}", "");
        return new Drive(() -> attempt(() -> promote(stage)), Optional.empty(), () -> {
            awaitSuccess("it can be asked for", promote(stage));
            desk.kube().delete(Kinds.STAGE, stage);
        });
    }

    private Drive request() {
        return new Drive(() -> attempt(() -> desk.create("""
                        apiVersion: kargo.akuity.io/v1alpha1
                        kind: PromotionRequest
                        metadata: {name: none, namespace: %s}
                        spec: {stage: dev, freight: none, targets: [{name: none}]}
                        """.formatted(project))), Optional.empty(), () -> {});
    }

    private Drive run(String spec, String argument) {
        var key = new ObjectKey(project, name("run"));
        Runnable make = () -> desk.create("""
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisRun
                metadata: {name: %s, namespace: %s}
                spec:
                  %s
                  metrics:
                    - name: any
                      successCondition: "true"
                      provider: {web: {url: "%s/check?word=%s", jsonPath: "{$}"}}
                """.formatted(key.name(), project, spec, url, argument));
        return new Drive(make, Optional.empty(), () -> {
            boolean goes = spec.startsWith("ttl");
            if (!argument.isEmpty()) {
                // a run that ended for want of a Secret stays ended; the next one goes on
                desk.kube().delete(Kinds.ANALYSIS_RUN, key);
                awaitGone(Kinds.ANALYSIS_RUN, key);
                make.run();
            }
            await("the run goes on")
                    .atMost(PATIENCE)
                    .until(() -> desk.kube()
                            .get(Kinds.ANALYSIS_RUN, key)
                            .map(run -> Desk.text(run.view(), "status", "phase").equals("Successful") && !goes)
                            .orElse(goes));
        });
    }

    /// A pass over all Projects with the collector's rights, which keeps nothing that is over.
    private Drive collected() {
        ObjectKey stage = stageByHand(NOTHING, "");
        awaitSuccess("there is something to collect", promote(stage));
        awaitSuccess("something newer stays", promote(stage));
        return new Drive(this::collect, Optional.empty(), () -> {
            collect();
            desk.kube().delete(Kinds.STAGE, stage);
        });
    }

    private void collect() {
        try (Kube kube = desk.as(Component.GARBAGE_COLLECTOR)) {
            attempt(() -> {
                try {
                    new GarbageCollector(kube, new Retention(1, Duration.ZERO, 5, Duration.ZERO), Clock.systemUTC())
                            .collect();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            });
        }
    }
}
