using System.Text.Json.Serialization;
using Holdfast.Control.Status;
using Holdfast.WebConsole.Language;

namespace Holdfast.WebConsole.Now;

/// <summary>Something that hurts, or that somebody must know.</summary>
/// <param name="Key">Of its sentence in the tables of language.</param>
/// <param name="Href">Where more of it is; empty: nowhere.</param>
/// <param name="Values">What stands in the sentence.</param>
public sealed record Trouble(Tone Tone, string Key, string Href, params IReadOnlyList<string> Values)
{
    /// <summary>The sentence.</summary>
    public string Say(Text text) => text.Of(Key, [.. Values]);

    /// <summary>For programs, which read English.</summary>
    [JsonInclude]
    internal string Sentence => Say(Text.English);
}
