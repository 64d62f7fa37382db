namespace Shop.Nodes;

/// <summary>Every answer says where it came from.</summary>
public static class ShopHeaders
{
    public const string Node = "X-Shop-Node";

    public const string Version = "X-Shop-Version";

    public const string Zone = "X-Shop-Zone";

    /// <summary>The caller's own name for one piece of work: sent again, it is done once.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>On the answer to a request whose idempotency key had been seen before.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>Who asks; the load sends it with every request.</summary>
    public const string User = "X-Shop-User";
}
