using System.Text.Json.Serialization.Metadata;

namespace Holdfast.Control.Admin.Describing;

/// <summary>What the API's description says of a route.</summary>
/// <param name="About">What it does: one sentence.</param>
/// <param name="Answer">What it answers with.</param>
/// <param name="Body">What is posted to it; null: nothing.</param>
/// <param name="Query">What may be asked in its query: names, and what they mean.</param>
internal sealed record Told(string About, JsonTypeInfo Answer, JsonTypeInfo? Body, IReadOnlyList<(string Name, string About)> Query);
