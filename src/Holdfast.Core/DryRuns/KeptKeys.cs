using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.DryRuns;

/// <summary>What is kept of the keys of an interface's calls: the caller's address and what the live limits count by, each as a hash that only this process can make.</summary>
/// <param name="interfaceName">The interface's.</param>
/// <param name="keys">By which its calls are counted.</param>
internal sealed class KeptKeys(string interfaceName, IEnumerable<KeyPlan> keys)
{
    /// <summary>Parts kept beside the caller's address. More than these in one interface have not been met; a rule that counts by what is not kept is not judged.</summary>
    public const int PartsMax = 3;

    private readonly KeyPart[] _parts =
    [
        .. keys.SelectMany(static key => key.Parts)
            .Where(static part => part.Kind is KeyPartKind.Header or KeyPartKind.Cookie or KeyPartKind.Query).Distinct().Take(PartsMax),
    ];

    public string Interface => interfaceName;

    /// <param name="place">Below <see cref="PartsMax"/>.</param>
    /// <returns>0: there is nothing in it.</returns>
    public ulong Hash(int place, Call call) => place < _parts.Length ? Hash(Read(_parts[place], call)) : 0;

    public static ulong HashOfClient(Call call) => Hash(call.ClientAddress);

    /// <returns>Which place the part has; negative: it was not kept.</returns>
    public int PlaceOf(KeyPartKind kind, string name)
    {
        for (var i = 0; i < _parts.Length; i++)
            if (_parts[i].Kind == kind && string.Equals(_parts[i].Name, name, kind == KeyPartKind.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) return i;
        return -1;
    }

    private static string Read(KeyPart part, Call call) => part.Kind switch
    {
        KeyPartKind.Header => call.TryGetHeader(part.Name, out var header) ? header : "",
        KeyPartKind.Cookie => call.TryGetCookie(part.Name, out var cookie) ? cookie : "",
        _ => call.TryGetQuery(part.Name, out var query) ? query : "",
    };

    private static ulong Hash(string text) => text.Length == 0 ? 0 : SipHash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()), HashSeed.Secret);
}
