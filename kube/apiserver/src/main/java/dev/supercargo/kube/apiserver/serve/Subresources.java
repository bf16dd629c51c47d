package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.resources.Resource;
import java.util.Map;

/// What is asked of the server itself and not of its objects: reviews, tokens, permission to create.
public interface Subresources {
    /// The answer to a review, which is not stored.
    Map<String, Object> review(Resource resource, Map<String, Object> body, Exchange exchange);

    /// The answer to a TokenRequest for a ServiceAccount.
    Map<String, Object> token(Updating.Place place, Map<String, Object> body);

    /// Whether the caller may create what an update or apply found missing.
    ///
    /// @throws dev.supercargo.kube.apiserver.ApiError 403 where not
    void checkCreate(Updating.Place place, Exchange exchange);
}
