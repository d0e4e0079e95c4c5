package io.nodecore.adminclient;

import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/**
 * The routes of the admin API that tools use. Bodies and answers are JSON as OpenAPI describes them; {@code query} holds the parameters of the
 * route by name. Every method throws {@link AdminFailure} if the answer is not a success.
 */
@HttpExchange("/admin")
public interface AdminApi {

    @PostExchange("/registration-codes")
    JsonNode createCode(@RequestBody JsonNode code);

    @GetExchange("/registration-codes")
    JsonNode codes(@RequestParam Map<String, String> query);

    @DeleteExchange("/registration-codes/{id}")
    void revokeCode(@PathVariable String id);

    @PostExchange("/tokens")
    JsonNode createToken(@RequestBody JsonNode token);

    @GetExchange("/tokens")
    JsonNode tokens(@RequestParam Map<String, String> query);

    @DeleteExchange("/tokens/{id}")
    void revokeToken(@PathVariable String id);

    @GetExchange("/changes")
    JsonNode changes(@RequestParam Map<String, String> query);

    @GetExchange("/nodes")
    JsonNode nodes(@RequestParam Map<String, String> query);

    @GetExchange("/nodes/{id}")
    JsonNode node(@PathVariable long id);

    @PatchExchange("/nodes/{id}")
    JsonNode changeNode(@PathVariable long id, @RequestBody JsonNode change);

    @DeleteExchange("/nodes/{id}")
    void deleteNode(@PathVariable long id);

    @PostExchange("/nodes/{id}/rotate-key")
    JsonNode rotateKey(@PathVariable long id, @RequestBody JsonNode rotation);

    @PostExchange("/nodes/{id}/revoke-key")
    void revokeKey(@PathVariable long id);

    @PutExchange("/nodes/{id}/services")
    JsonNode putServices(
            @PathVariable long id, @RequestParam Map<String, String> query, @RequestBody JsonNode services);

    @GetExchange("/nodes/{id}/config")
    JsonNode config(@PathVariable long id, @RequestParam Map<String, String> query);

    @GetExchange("/nodes/{id}/config/diff")
    JsonNode configDifference(@PathVariable long id, @RequestParam Map<String, String> query);

    @PostExchange("/users")
    JsonNode createUser(@RequestBody JsonNode user);

    @GetExchange("/users")
    JsonNode users(@RequestParam Map<String, String> query);

    @GetExchange("/users/{id}")
    JsonNode user(@PathVariable long id);

    @PatchExchange("/users/{id}")
    JsonNode changeUser(@PathVariable long id, @RequestBody JsonNode change);

    @DeleteExchange("/users/{id}")
    void deleteUser(@PathVariable long id);

    @GetExchange("/users/{id}/ips")
    JsonNode userIps(@PathVariable long id, @RequestParam Map<String, String> query);

    @PostExchange("/subscriptions")
    JsonNode createSubscription(@RequestBody JsonNode subscription);

    @GetExchange("/subscriptions")
    JsonNode subscriptions(@RequestParam Map<String, String> query);

    @GetExchange("/subscriptions/{id}")
    JsonNode subscription(@PathVariable long id);

    @PatchExchange("/subscriptions/{id}")
    JsonNode changeSubscription(@PathVariable long id, @RequestBody JsonNode change);

    @DeleteExchange("/subscriptions/{id}")
    void deleteSubscription(@PathVariable long id);

    @PostExchange("/subscriptions/{id}/links")
    JsonNode createLink(@PathVariable long id, @RequestBody JsonNode link);

    @GetExchange("/subscriptions/{id}/links")
    JsonNode links(@PathVariable long id, @RequestParam Map<String, String> query);

    @DeleteExchange("/subscriptions/{id}/links/{uuid}")
    void deleteLink(@PathVariable long id, @PathVariable String uuid);

    @GetExchange("/usage")
    JsonNode usage(@RequestParam Map<String, String> query);

    @GetExchange("/sharing")
    JsonNode sharing(@RequestParam Map<String, String> query);

    @GetExchange("/projections")
    JsonNode projections();

    @GetExchange("/dead-letters")
    JsonNode deadLetters(@RequestParam Map<String, String> query);

    @GetExchange("/dead-letters/{id}")
    JsonNode deadLetter(@PathVariable long id);

    @PostExchange("/dead-letters/{id}/redrive")
    JsonNode redrive(@PathVariable long id);

    @PostExchange("/dead-letters/redrive")
    JsonNode redriveMatching(@RequestBody JsonNode filter);

    @PostExchange("/usage/corrections")
    JsonNode correct(@RequestBody JsonNode correction);

    @GetExchange("/usage/corrections")
    JsonNode corrections(@RequestParam Map<String, String> query);

    @PostExchange("/usage/corrections/{id}/revert")
    JsonNode revertCorrection(@PathVariable long id, @RequestBody JsonNode reason);

    @PostExchange("/replays")
    JsonNode orderReplay(@RequestBody JsonNode order);

    @GetExchange("/replays")
    JsonNode replays(@RequestParam Map<String, String> query);

    @GetExchange("/replays/{id}")
    JsonNode replay(@PathVariable long id);

    /** @param action cancel, resume, swap, rollback or drop */
    @PostExchange("/replays/{id}/{action}")
    JsonNode changeReplay(@PathVariable long id, @PathVariable String action);
}
