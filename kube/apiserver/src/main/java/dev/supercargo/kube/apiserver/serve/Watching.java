package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.registry.ListOptions;
import dev.supercargo.kube.apiserver.registry.WatchStream;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Opens watches, and knows those that are open.
public final class Watching {
    private final Store store;
    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Watching(Store store) {
        this.store = store;
    }

    ApiResponse answer(Exchange exchange, Resource resource, String namespace) {
        if (closed) {
            throw ApiError.unavailable("the server is shutting down");
        }
        ListOptions options = ListOptions.of(exchange.query(), resource, true);
        var rendering = new Rendering(resource, exchange);
        var holder = new Object() {
            @org.jspecify.annotations.Nullable
            WatchStream stream;
        };
        WatchStream stream = WatchStream.begin(store, resource, namespace, options, rendering::event, () -> {
            if (holder.stream != null) {
                open.remove(holder.stream);
            }
        });
        holder.stream = stream;
        open.add(stream);
        if (closed) {
            stream.close();
        }
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("Content-Type", List.of("application/json"));
        return new ApiResponse.Stream(200, headers, stream);
    }

    /// How many watches are open.
    public int count() {
        return open.size();
    }

    /// Ends all watches and opens no more.
    public void close() {
        closed = true;
        List.copyOf(open).forEach(WatchStream::close);
    }
}
