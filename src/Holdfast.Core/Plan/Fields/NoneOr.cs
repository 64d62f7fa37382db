namespace Holdfast.Core.Plan.Fields;

/// <summary>The word that switches off, and those that are written for it.</summary>
internal static class NoneOr
{
    public const string Word = "none";

    public static bool IsMeantBy(string text) =>
        text.ToUpperInvariant() is "OFF" or "NO" or "FALSE" or "DISABLED" or "NEVER" or "NULL" or "~" or "NONE" or "UNLIMITED" or "INFINITE";
}
