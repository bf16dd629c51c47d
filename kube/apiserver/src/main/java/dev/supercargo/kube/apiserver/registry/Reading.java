package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.kube.store.Page;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads objects: one, or many at one revision (kubernetes-api.md 4.2, 4.3).
public final class Reading {
    private static final Duration PATIENCE_FOR_FUTURE = Duration.ofSeconds(3);

    /// Of longer lists, nothing parsed is kept for the next reader.
    private static final int MOST_KEPT = 500;

    private final Store store;

    public Reading(Store store) {
        this.store = store;
    }

    /// Many objects: `revision` is that of the list; `remaining` is known only where a page without selectors ends
    /// early.
    public record Listing(List<Shown> items, long revision, String continueToken, Optional<Long> remaining) {}

    /// The newest state of an object.
    ///
    /// @throws ApiError 404
    public Shown get(Resource resource, String namespace, String name) {
        return find(resource, namespace, name).orElseThrow(() -> ApiError.notFound(resource.groupResource(), name));
    }

    public Optional<Shown> find(Resource resource, String namespace, String name) {
        return entry(resource, namespace, name).map(entry -> Stored.shown(entry, resource));
    }

    /// The object in an entry of the store, as a resource shows it.
    public static Shown shown(Entry entry, Resource resource) {
        return Stored.shown(entry, resource);
    }

    Optional<Entry> entry(Resource resource, String namespace, String name) {
        return store.get(resource.key(namespace, name));
    }

    /// Waits until the store has reached a revision.
    ///
    /// @throws ApiError 504 when it does not within seconds, 400 when the text is no revision
    public void await(String resourceVersion) {
        if (!resourceVersion.isEmpty()) {
            awaitRevision(revision(resourceVersion));
        }
    }

    static long revision(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw ApiError.badRequest("resourceVersion: Invalid value: " + FieldError.quote(text)
                    + ": strconv.ParseUint: parsing " + FieldError.quote(text) + ": invalid syntax");
        }
        return Long.parseLong(text);
    }

    void awaitRevision(long wanted) {
        long deadline = System.nanoTime() + PATIENCE_FOR_FUTURE.toNanos();
        if (wanted <= store.revision()) {
            return;
        }
        try (Watch watch = store.watch("/", store.revision() + 1)) {
            while (store.revision() < wanted) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.isNegative()) {
                    throw ApiError.tooLargeResourceVersion(wanted, store.revision());
                }
                watch.poll(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ApiError.timeout("interrupted while waiting for resource version " + wanted);
        }
    }

    /// Many objects.
    ///
    /// @throws ApiError 410 when the revision is forgotten, 504 when it lies in the future
    public Listing list(Resource resource, String namespace, ListOptions options) {
        options.minimumRevision().ifPresent(this::awaitRevision);
        Selection selection = options.selection();
        Optional<String> name = selection.exactName();
        String scope = namespace.isEmpty() ? selection.exactNamespace().orElse("") : namespace;
        String prefix = resource.prefix(resource.type().namespaced() ? scope : "");
        if (name.isPresent() && (!resource.type().namespaced() || !scope.isEmpty())) {
            prefix = resource.key(scope, name.get());
        }
        return listPrefix(resource, prefix, options);
    }

    private Listing listPrefix(Resource resource, String prefix, ListOptions options) {
        long at = options.exactRevision();
        String start = options.start().map(rest -> resource.prefix() + rest).orElse("");
        long limit = options.limit();
        Page page;
        try {
            boolean whole = limit <= 0 || !options.selection().isEverything();
            page = store.list(prefix, start, whole ? 0 : (int) Math.min(limit, Integer.MAX_VALUE), at);
        } catch (StoreException.Compacted _) {
            throw expired(options);
        } catch (StoreException.Future e) {
            throw ApiError.tooLargeResourceVersion(at, e.current());
        }
        boolean many = page.entries().size() > MOST_KEPT;
        boolean all = options.selection().isEverything();
        var items = new ArrayList<Shown>();
        for (int i = 0; i < page.entries().size(); i++) {
            Entry entry = page.entries().get(i);
            Shown shown = many ? Stored.shownOnce(entry, resource) : Stored.shown(entry, resource);
            if (!prefix.endsWith("/") && !entry.key().equals(prefix)) {
                continue;
            }
            if (all || options.selection().matches(shown.tree(), resource.rules())) {
                if (limit > 0 && items.size() == limit) {
                    return new Listing(items, page.revision(), token(resource, page, items), Optional.empty());
                }
                items.add(shown);
            }
        }
        return page.more()
                ? new Listing(items, page.revision(), token(resource, page, items), Optional.of(page.remaining()))
                : new Listing(items, page.revision(), "", Optional.empty());
    }

    private static String token(Resource resource, Page page, List<Shown> items) {
        Shown last = items.getLast();
        String key = resource.key(last.namespace(), last.name());
        return ContinueToken.encode(
                page.revision(), key.substring(resource.prefix().length()) + "\0");
    }

    private static ApiError expired(ListOptions options) {
        return options.start()
                .map(start -> ContinueToken.expired(start))
                .orElseGet(() -> ApiError.expired("The resourceVersion for the provided list is too old."));
    }
}
