using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>A key as people may see it: on one line, short, and nothing by which somebody could pass for its owner.</summary>
internal static class HotKeyText
{
    private const int CharsMax = 64;

    public static string Of(Call call, KeyPlan key, KeyReader reader)
    {
        if (!key.Parts.Any(IsSecret)) return Printable.Of(reader.Text(call), CharsMax);
        // By a seed that nobody outside knows: a short secret could else be guessed from its hash.
        return reader.TryHash(call, HashSeed.Secret, out var hash) ? $"{NameOf(key)}#{(uint)(hash >> 32):x8}" : "";
    }

    /// <summary>Cookies and credentials open doors.</summary>
    private static bool IsSecret(KeyPart part) => part.Kind == KeyPartKind.Cookie
        || (part.Kind == KeyPartKind.Header && (part.Name.Contains("auth", StringComparison.OrdinalIgnoreCase)
            || part.Name.Contains("key", StringComparison.OrdinalIgnoreCase) || part.Name.Contains("token", StringComparison.OrdinalIgnoreCase)
            || part.Name.Contains("cookie", StringComparison.OrdinalIgnoreCase) || part.Name.Contains("secret", StringComparison.OrdinalIgnoreCase)));

    private static string NameOf(KeyPlan key) => string.Join('|', key.Parts.Select(static part => part.Name.Length > 0 ? part.Name : "key"));
}
