using System.Text.Json.Serialization;

namespace Holdfast.WebConsole.Streaming;

/// <summary>What has changed on a page.</summary>
/// <param name="Main">All of the main part, where its blocks are no longer the same ones; null as a rule.</param>
/// <param name="Blocks">Each changed block, as HTML.</param>
internal sealed record LiveDelta([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Main, IReadOnlyDictionary<string, string> Blocks);
