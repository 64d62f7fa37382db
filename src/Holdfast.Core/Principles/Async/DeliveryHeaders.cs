using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>What the service is told of a delivery, beside what its caller sent.</summary>
internal static class DeliveryHeaders
{
    public const string Key = "Idempotency-Key";

    public const string Operation = "Holdfast-Operation";

    /// <summary>From 1: a service that sees a higher number may have seen the operation before.</summary>
    public const string Attempt = "Holdfast-Delivery-Attempt";

    /// <summary>The same key with every attempt: the caller's own, or else the operation's name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ClaimedOperation claim, AsyncPlan plan)
    {
        var headers = new List<KeyValuePair<string, string>>((plan.Credentials ?? new Dictionary<string, string>()).Select(static one => KeyValuePair.Create(one.Key, one.Value)))
        {
            new(Operation, claim.Id.ToString()),
            new(Attempt, claim.Attempt.ToString()),
        };
        if (!claim.Request.Headers.Any(static header => header.Key.Equals(Key, StringComparison.OrdinalIgnoreCase))) headers.Add(new(Key, claim.Id.ToString()));
        return headers;
    }
}
