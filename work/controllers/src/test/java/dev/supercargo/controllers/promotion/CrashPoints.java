package dev.supercargo.controllers.promotion;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepJournal;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Kills at one of the moments between two effects: before and after every write to the API, every run of a step, every
/// note of a step.
final class CrashPoints {
    /// The process is gone. An `Error` that nothing on the way catches.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super(where);
        }
    }

    private final int fatal;
    private int passed;

    /// @param fatal at which moment, counted from 1; there may be fewer
    CrashPoints(int fatal) {
        this.fatal = fatal;
    }

    /// Whether the moment was reached.
    boolean killed() {
        return passed >= fatal;
    }

    private void pass(String where) {
        passed++;
        if (passed == fatal) {
            throw new Killed(where);
        }
    }

    StepRunner in(StepRunner runner) {
        return new StepRunner() {
            @Override
            public String kind() {
                return runner.kind();
            }

            @Override
            public ConfigSchema schema() {
                return runner.schema();
            }

            @Override
            public StepOutcome run(StepContext context) throws InterruptedException {
                pass("before " + kind());
                StepOutcome outcome = runner.run(new StepContext(
                        context.promotion(),
                        context.alias(),
                        context.config(),
                        context.state(),
                        context.workDir(),
                        in(context.journal())));
                pass("after " + kind());
                return outcome;
            }
        };
    }

    private StepJournal in(StepJournal journal) {
        return new StepJournal() {
            @Override
            public boolean interrupted() {
                return journal.interrupted();
            }

            @Override
            public Optional<String> noted(String key) {
                return journal.noted(key);
            }

            @Override
            public void note(String key, String value) {
                pass("before note " + key);
                journal.note(key, value);
                pass("after note " + key);
            }
        };
    }

    Kube in(Kube kube) {
        return new Kube() {
            @Override
            public Optional<KubeObject> get(ResourceType type, ObjectKey key) {
                return kube.get(type, key);
            }

            @Override
            public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
                return kube.list(type, namespace, selector);
            }

            @Override
            public KubeObject create(ResourceType type, KubeObject object) {
                return kube.create(type, object);
            }

            @Override
            public KubeObject update(ResourceType type, KubeObject object) {
                return kube.update(type, object);
            }

            @Override
            public KubeObject patch(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
                return kube.patch(type, key, mergePatch);
            }

            @Override
            public KubeObject patchStatus(ResourceType type, ObjectKey key, Map<String, Object> mergePatch) {
                pass("before status " + mergePatch);
                KubeObject stored = kube.patchStatus(type, key, mergePatch);
                pass("after status " + mergePatch);
                return stored;
            }

            @Override
            public void delete(ResourceType type, ObjectKey key) {
                kube.delete(type, key);
            }

            @Override
            public void deleteAll(ResourceType type, String namespace, LabelSelector selector) {
                kube.deleteAll(type, namespace, selector);
            }

            @Override
            public boolean permits(String user, List<String> groups, String verb, ResourceType type, ObjectKey key) {
                return kube.permits(user, groups, verb, type, key);
            }

            @Override
            public boolean may(String verb, ResourceType type, String subresource, String namespace, String name) {
                return kube.may(verb, type, subresource, namespace, name);
            }

            @Override
            public boolean serves(ResourceType type) {
                return kube.serves(type);
            }

            @Override
            public <T> Cache<T> cache(ResourceType type, Function<KubeObject, T> decode) {
                return kube.cache(type, decode);
            }

            @Override
            public void start() throws InterruptedException {
                kube.start();
            }

            @Override
            public void close() {
                // the process is killed, not closed
            }
        };
    }
}
