namespace Shop.Load;

/// <summary>One request of a customer.</summary>
/// <param name="Interface">Which of <see cref="Running.ShopInterfaces"/> it calls.</param>
/// <param name="User">Who calls, sent with every request.</param>
/// <param name="Body">JSON, or null.</param>
/// <param name="Key">The idempotency key of what is made, or null.</param>
public sealed record ShopCall(
    string Interface, HttpMethod Method, string PathAndQuery, string User, string? Body = null, string? Key = null);
