using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Holdfast.WebConsole.Language;

/// <summary>What the console says, in one language: a table in <c>Language/</c>, by keys that all of them have.</summary>
/// <remarks>What the process itself says (signals, reasons, errors) is English everywhere: it is searched for and quoted.</remarks>
public sealed class Text
{
    private static readonly FrozenDictionary<string, Text> All =
        new[] { "en", "zh" }.Select(static name => new Text(name)).ToFrozenDictionary(static text => text.Name, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _words;

    private Text(string name)
    {
        Name = name;
        using var stream = typeof(Text).Assembly.GetManifestResourceStream($"language/{name}")!;
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>As BCP 47 names it.</summary>
    public string Name { get; }

    /// <summary>The keys it has words for.</summary>
    public IEnumerable<string> Keys => _words.Keys;

    public static IEnumerable<Text> Languages => All.Values.OrderBy(static text => text.Name, StringComparer.Ordinal);

    public static Text English => All["en"];

    /// <summary>Null: there is no such language here.</summary>
    public static Text? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The first language that is here of those a browser asks for.</summary>
    public static Text Wanted(string acceptLanguage) => acceptLanguage.Split(',', StringSplitOptions.TrimEntries)
        .Select(static wish => Find(wish.Split(';', '-')[0].ToLowerInvariant())).FirstOrDefault(static text => text is not null) ?? English;

    public string this[string key] => _words.GetValueOrDefault(key, key);

    public string Of(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>How long ago, or how much longer.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Of("span.seconds", Math.Max(0, Math.Floor(span.TotalSeconds))),
        { TotalMinutes: < 60 } => Of("span.minutes", Math.Floor(span.TotalMinutes)),
        { TotalHours: < 48 } => Of("span.hours", Math.Floor(span.TotalHours)),
        _ => Of("span.days", Math.Floor(span.TotalDays)),
    };
}
