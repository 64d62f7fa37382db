using System.Runtime.InteropServices;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Keys;

/// <summary>Reads the key of a call, as a plan says what it is.</summary>
public sealed class KeyReader(KeyPlan plan)
{
    private readonly KeyPart[] _parts = [.. plan.Parts];

    /// <summary>Stands for the key. Two keys share one by chance alone: among a million, once in 37 million times.</summary>
    /// <returns>False when the call lacks a part, or a part is empty: it has no key.</returns>
    /// <remarks>Allocates nothing but for claims, and for what the host makes of cookies and queries.</remarks>
    public bool TryHash(Call call, HashSeed seed, out ulong hash)
    {
        hash = 0;
        foreach (var part in _parts)
        {
            var value = Read(call, part);
            if (value.IsEmpty) return false;
            hash = Chain(value, seed, hash);
        }

        return true;
    }

    /// <summary>What <see cref="TryHash"/> makes of a key that a plan writes out: parts joined by <c>|</c>.</summary>
    /// <returns>False when it has another number of parts.</returns>
    public bool TryHashText(string text, HashSeed seed, out ulong hash)
    {
        hash = 0;
        var parts = _parts.Length == 1 ? [text] : text.Split('|');
        if (parts.Length != _parts.Length || parts.Contains("")) return false;
        foreach (var part in parts) hash = Chain(part, seed, hash);
        return true;
    }

    /// <summary>The key for people and for comparing with what a plan names; empty when the call has none. Parts are joined by <c>|</c>.</summary>
    public string Text(Call call)
    {
        var text = "";
        foreach (var part in _parts)
        {
            var value = Read(call, part);
            if (value.IsEmpty) return "";
            text = text.Length == 0 ? value.ToString() : $"{text}|{value}";
        }

        return text;
    }

    /// <summary>The parts of the key, each by itself; empty when the call lacks one.</summary>
    public IReadOnlyList<string> Parts(Call call)
    {
        var parts = new string[_parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if ((parts[i] = Read(call, _parts[i]).ToString()).Length == 0) return [];
        return parts;
    }

    /// <summary>How many parts of the key the call has.</summary>
    public int CountParts(Call call)
    {
        var count = 0;
        foreach (var part in _parts)
            if (!Read(call, part).IsEmpty) count++;
        return count;
    }

    /// <summary>Seeded with what went before, so that (ab, c) is another key than (a, bc).</summary>
    private static ulong Chain(ReadOnlySpan<char> part, HashSeed seed, ulong before) =>
        SipHash.Of(MemoryMarshal.AsBytes(part), seed with { First = seed.First ^ before });

    private static ReadOnlySpan<char> Read(Call call, KeyPart part) => part.Kind switch
    {
        KeyPartKind.Header => call.TryGetHeader(part.Name, out var header) ? header : "",
        KeyPartKind.Cookie => call.TryGetCookie(part.Name, out var cookie) ? cookie : "",
        KeyPartKind.Query => call.TryGetQuery(part.Name, out var query) ? query : "",
        KeyPartKind.Path => call.Path,
        KeyPartKind.Parameter => call.Interface is { } target ? target.Parameters.Read(part.Name, call.Path) : "",
        KeyPartKind.Claim => call.IsTokenChecked && call.TryGetHeader("Authorization", out var authorization) ? BearerClaim.Read(authorization, part.Name) : "",
        _ => call.ClientAddress,
    };
}
