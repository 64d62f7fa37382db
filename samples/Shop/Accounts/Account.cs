using System.Text.Json.Serialization;

namespace Shop.Accounts;

/// <param name="Verification">New in v8: left out by v7.</param>
internal sealed record Account(
    string Id,
    string Email,
    string Name,
    DateTimeOffset RegisteredAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Verification = null);
