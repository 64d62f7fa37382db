namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What a Cache-Control header says (RFC 9111, 5.2; RFC 5861), of a request or an answer. What is unknown is passed over.</summary>
public readonly record struct CacheDirectives
{
    /// <summary>Longer times mean this one (RFC 9111, 1.2.2).</summary>
    private const long SecondsMax = int.MaxValue;

    public bool NoStore { get; private init; }

    /// <summary>Also where it names fields: those cannot be given either without asking.</summary>
    public bool NoCache { get; private init; }

    public bool MustRevalidate { get; private init; }

    public bool ProxyRevalidate { get; private init; }

    public bool MustUnderstand { get; private init; }

    public bool Public { get; private init; }

    /// <summary>Also where it names fields.</summary>
    public bool Private { get; private init; }

    public bool OnlyIfCached { get; private init; }

    public TimeSpan? MaxAge { get; private init; }

    public TimeSpan? SharedMaxAge { get; private init; }

    public TimeSpan? MinFresh { get; private init; }

    /// <summary>Without a time: as stale as can be.</summary>
    public TimeSpan? MaxStale { get; private init; }

    public TimeSpan? StaleWhileRevalidate { get; private init; }

    public TimeSpan? StaleIfError { get; private init; }

    /// <param name="line">All values of the header, joined by commas.</param>
    public static CacheDirectives Read(ReadOnlySpan<char> line)
    {
        var found = default(CacheDirectives);
        while (!line.IsEmpty)
        {
            var one = line[..End(line)];
            line = one.Length == line.Length ? [] : line[(one.Length + 1)..];
            var equals = one.IndexOf('=');
            var name = (equals < 0 ? one : one[..equals]).Trim();
            found = found.With(name, equals < 0 ? [] : one[(equals + 1)..].Trim().Trim('"'), equals >= 0);
        }

        return found;
    }

    private CacheDirectives With(ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool hasValue)
    {
        if (Is(name, "no-store")) return this with { NoStore = true };
        if (Is(name, "no-cache")) return this with { NoCache = true };
        if (Is(name, "must-revalidate")) return this with { MustRevalidate = true };
        if (Is(name, "proxy-revalidate")) return this with { ProxyRevalidate = true };
        if (Is(name, "must-understand")) return this with { MustUnderstand = true };
        if (Is(name, "public")) return this with { Public = true };
        if (Is(name, "private")) return this with { Private = true };
        if (Is(name, "only-if-cached")) return this with { OnlyIfCached = true };
        if (Is(name, "max-age")) return this with { MaxAge = Least(MaxAge, Seconds(value)) };
        if (Is(name, "s-maxage")) return this with { SharedMaxAge = Least(SharedMaxAge, Seconds(value)) };
        if (Is(name, "min-fresh")) return this with { MinFresh = Seconds(value) };
        if (Is(name, "max-stale")) return this with { MaxStale = hasValue ? Seconds(value) : TimeSpan.MaxValue };
        if (Is(name, "stale-while-revalidate")) return this with { StaleWhileRevalidate = Least(StaleWhileRevalidate, Seconds(value)) };
        return Is(name, "stale-if-error") ? this with { StaleIfError = Least(StaleIfError, Seconds(value)) } : this;
    }

    /// <summary>Where a directive comes twice, the one that trusts the answer less counts (RFC 9111, 4.2.1).</summary>
    private static TimeSpan Least(TimeSpan? before, TimeSpan now) => before < now ? before.Value : now;

    /// <summary>What is no number is taken for none at all: stale at once.</summary>
    private static TimeSpan Seconds(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return TimeSpan.Zero;
        return TimeSpan.FromSeconds(long.TryParse(text, out var seconds) ? Math.Min(seconds, SecondsMax) : SecondsMax);
    }

    /// <summary>Up to the next comma that is in no quotes.</summary>
    private static int End(ReadOnlySpan<char> line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            else if (line[i] == '\\' && quoted) i++;
            else if (line[i] == ',' && !quoted) return i;
        }

        return line.Length;
    }

    private static bool Is(ReadOnlySpan<char> name, string directive) => name.Equals(directive, StringComparison.OrdinalIgnoreCase);
}
