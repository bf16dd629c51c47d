package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessAnswer;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Authorizer;
import dev.supercargo.kube.apiserver.access.Denials;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.access.Logins;
import dev.supercargo.kube.apiserver.access.Reviews;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.serve.Exchange;
import dev.supercargo.kube.apiserver.serve.Subresources;
import java.time.Clock;
import java.util.Map;

/// Questions to the server itself: reviews and tokens.
record OwnSubresources(Reviews reviews, Logins logins, ServiceAccountTokens tokens, Authorizer authorizer, Clock clock)
        implements Subresources {
    @Override
    public Map<String, Object> review(Resource resource, Map<String, Object> body, Exchange exchange) {
        Identity who = exchange.session().who();
        return switch (resource.type().kind()) {
            case "SelfSubjectAccessReview" -> reviews.selfSubjectAccess(body, who);
            case "SubjectAccessReview" -> reviews.subjectAccess(body);
            case "LocalSubjectAccessReview" ->
                reviews.localSubjectAccess(body, exchange.info().namespace());
            case "SelfSubjectRulesReview" -> reviews.selfSubjectRules(body, who);
            case "SelfSubjectReview" -> Reviews.selfSubject(who, clock.instant());
            case "TokenReview" -> logins.review(body);
            default -> throw ApiError.notServed();
        };
    }

    @Override
    public Map<String, Object> token(Updating.Place place, Map<String, Object> body) {
        return tokens.request(body, place.namespace(), place.name(), clock.instant());
    }

    @Override
    public void checkCreate(Updating.Place place, Exchange exchange) {
        var question = new AccessQuestion.OnResource(
                "create",
                place.resource().type().group(),
                place.resource().type().version(),
                place.resource().type().plural(),
                place.subresource(),
                place.namespace(),
                place.name());
        Identity who = exchange.session().who();
        if (authorizer.answer(who, question) instanceof AccessAnswer.Denied denied) {
            throw Denials.of(who, question, denied.reason());
        }
    }
}
